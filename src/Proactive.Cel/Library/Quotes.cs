using System.Buffers;
using System.Text;

namespace Proactive.Cel.Library;

/// <summary>Text as a double-quoted literal.</summary>
static class Quotes
{
    static readonly SearchValues<char> Escaped = SearchValues.Create("\a\b\f\n\r\t\v\\\"");

    public static string Quote(string text) => Write(new StringBuilder(text.Length + 2), text).ToString();

    /// <summary>Appends the literal.</summary>
    public static StringBuilder Write(StringBuilder quoted, string text)
    {
        quoted.Append('"');
        if (!text.AsSpan().ContainsAny(Escaped) && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return quoted.Append(text).Append('"');
        // Runes, so that half a character becomes U+FFFD instead of a broken literal.
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '\a' => quoted.Append(@"\a"),
                '\b' => quoted.Append(@"\b"),
                '\f' => quoted.Append(@"\f"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                '\v' => quoted.Append(@"\v"),
                '\\' => quoted.Append(@"\\"),
                '"' => quoted.Append("\\\""),
                _ => quoted.Append(rune.ToString()),
            };
        return quoted.Append('"');
    }
}
