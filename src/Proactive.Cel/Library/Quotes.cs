using System.Text;

namespace Proactive.Cel.Library;

/// <summary>Text as a double-quoted literal.</summary>
static class Quotes
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
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
        return quoted.Append('"').ToString();
    }
}
