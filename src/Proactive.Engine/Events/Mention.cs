using System.Text;
using System.Text.Json;

namespace Proactive.Engine.Events;

/// <summary>Looks for a person id in the bytes of an event, whether they could be read or not.</summary>
static class Mention
{
    /// <summary>True if the id stands in it by itself, anywhere: as a value, as part of one (<c>urn:person:p-1</c>), written with escapes, or in what is no JSON.</summary>
    public static bool IsIn(ReadOnlySpan<byte> payload, string id) => Contains(Encoding.UTF8.GetString(payload), id) || IsInText(payload, id);

    // A writer may escape any character: only read as JSON do they come out.
    static bool IsInText(ReadOnlySpan<byte> payload, string id)
    {
        if (!payload.Contains((byte)'\\')) return false;
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (json.Read())
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped && Contains(json.GetString()!, id)) return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // From here on it is no text that anybody could read a name in.
        }

        return false;
    }

    // p-1 is not in p-10, nor in p-1-2.
    static bool Contains(string text, string id)
    {
        for (var at = text.IndexOf(id, StringComparison.Ordinal); at >= 0; at = text.IndexOf(id, at + 1, StringComparison.Ordinal))
            if (!IsOfId(text, at - 1) && !IsOfId(text, at + id.Length)) return true;
        return false;
    }

    static bool IsOfId(string text, int at) => at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_');
}
