using System.Text.Json;

namespace Proactive.Engine.Events;

static class JsonText
{
    /// <summary>The string token the reader stands on; false for text no system may keep: lone surrogates and NUL.</summary>
    public static bool TryGetString(ref Utf8JsonReader json, out string text)
    {
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say that an escaped surrogate stands alone.
            text = "";
            return false;
        }

        return !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>The bytes of the string token the reader stands on; none if they hold an escape and so are not the text itself.</summary>
    public static ReadOnlySpan<byte> PlainText(this ref readonly Utf8JsonReader json) => json.ValueIsEscaped ? default : json.ValueSpan;
}
