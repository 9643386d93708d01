using System.Text;
using System.Text.Json;

namespace Proactive.Engine.Events;

/// <summary>A member of an event that CloudEvents gives a meaning to.</summary>
sealed class AttributeName
{
    // In the order in which most senders write them: the one after the last is tried first.
    static readonly AttributeName[] All =
        [.. new[] { "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data", "data_base64" }.Select((n, i) => new AttributeName(n, i))];

    readonly byte[] _utf8;

    AttributeName(string name, int number) => (Name, Number, _utf8) = (name, number, Encoding.UTF8.GetBytes(name));

    public string Name { get; }

    public int Number { get; }

    /// <summary>The one whose name the reader stands on; null if it is an extension.</summary>
    public static AttributeName? Find(ref Utf8JsonReader json, int next)
    {
        for (var i = 0; i < All.Length; i++)
        {
            var candidate = All[(next + i) % All.Length];
            if (json.ValueTextEquals(candidate._utf8)) return candidate;
        }

        return null;
    }
}
