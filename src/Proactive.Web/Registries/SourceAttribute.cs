using System.Text.Json;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Web.Registries;

/// <summary>Whether what somebody sends is theirs to say.</summary>
static class SourceAttribute
{
    /// <summary>
    /// Whether every <c>source</c> the event states is the sender's. An event that cannot be read is let through to be rejected with its
    /// reason, but not if it could be read some other day, with other rules, as somebody else's.
    /// </summary>
    public static bool MayBeFrom(Source sender, ReadOnlySpan<byte> payload, RuleBooks rules)
    {
        if (sender.Prefix.Length == 0) return true;
        var (stated, whole) = Stated(payload);
        if (stated.Any(s => !sender.Owns(s))) return false;
        return (whole && stated.Count > 0) || EventReader.Read(payload, rules.Current.EventTypes).Event is null;
    }

    // As far as the text is JSON.
    static (List<string> Stated, bool Whole) Stated(ReadOnlySpan<byte> payload)
    {
        var stated = new List<string>();
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = EventReader.MaxDepth });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return (stated, false);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isSource = json.ValueTextEquals("source"u8);
                json.Read();
                if (isSource && json.TokenType == JsonTokenType.String) stated.Add(json.GetString()!);
                else json.Skip();
            }

            return (stated, true);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not JSON, or not Unicode: the reader of events says where.
            return (stated, false);
        }
    }
}
