using System.Buffers;
using System.Globalization;
using System.Text;

namespace Proactive.Engine.Rendering;

/// <summary>Makes values safe before a template sees them, so that no name, address or agency text can become markup.</summary>
static class Escape
{
    static readonly SearchValues<char> Unclean = Characters(c => IsBreak(char.GetUnicodeCategory(c)) || Steers(c));

    static readonly SearchValues<char> Punctuation = Characters(c => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)));

    /// <summary>One line of text without characters that steer: controls, line breaks, bidirectional overrides, zero-width spaces.</summary>
    public static string Clean(string value)
    {
        // Half a surrogate pair is no character and becomes U+FFFD.
        if (!value.AsSpan().ContainsAny(Unclean) && !value.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return value.Trim();
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (IsBreak(Rune.GetUnicodeCategory(rune))) text.Append(' ');
            else if (!Steers(rune.Value)) text.Append(rune.ToString());
        }

        return text.ToString().Trim();
    }

    /// <summary>A value as Markdown that means exactly its characters: every ASCII punctuation mark may be escaped (CommonMark 2.4).</summary>
    public static string Markdown(string value) => CleanMarkdown(Clean(value));

    /// <summary>The same for a value that is clean.</summary>
    public static string CleanMarkdown(string clean)
    {
        var marks = clean.AsSpan().CountAny(Punctuation);
        return marks == 0 ? clean : string.Create(clean.Length + marks, clean, (escaped, text) =>
        {
            var at = 0;
            foreach (var c in text)
            {
                if (Punctuation.Contains(c)) escaped[at++] = '\\';
                escaped[at++] = c;
            }
        });
    }

    /// <summary>A value inside HTML text or a quoted attribute.</summary>
    public static string Html(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    static SearchValues<char> Characters(Func<char, bool> are) => SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(are)]);

    static bool IsBreak(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static bool Steers(int rune) => rune is 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
