using System.Globalization;
using System.Text;

namespace Proactive.Engine.Rendering;

/// <summary>Makes values safe before a template sees them, so that no name, address or agency text can become markup.</summary>
static class Escape
{
    /// <summary>One line of text without characters that steer: controls, line breaks, bidirectional overrides, zero-width spaces.</summary>
    public static string Clean(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) text.Append(' ');
            else if (!Steers(rune.Value)) text.Append(rune);
        }

        return text.ToString().Trim();
    }

    /// <summary>A value as Markdown that means exactly its characters: every ASCII punctuation mark may be escaped (CommonMark 2.4).</summary>
    public static string Markdown(string value)
    {
        var text = new StringBuilder(value.Length + 8);
        foreach (var c in Clean(value))
        {
            if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c))) text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>A value inside HTML text or a quoted attribute.</summary>
    public static string Html(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    static bool Steers(int rune) => rune is 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
