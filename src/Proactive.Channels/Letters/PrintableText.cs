using System.Globalization;
using System.Text;

namespace Proactive.Channels.Letters;

/// <summary>Text as it can be printed: on one line, composed, and without characters that only steer.</summary>
static class PrintableText
{
    const int NoBreakSpace = 0xA0;
    const int NarrowNoBreakSpace = 0x202F;

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        // A lone surrogate comes out as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is NoBreakSpace or NarrowNoBreakSpace) plain.Append((char)NoBreakSpace);
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) plain.Append(' ');
            else if (!Steers(rune)) plain.Append(rune.ToString());
        }

        return string.Join(' ', plain.ToString().Normalize().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>True for what adorns (an emoji and what belongs to one): a text says the same without it.</summary>
    public static bool IsOrnament(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    /// <summary>True if characters of this script run from right to left or change their shape beside each other, which the PDF library does not do: they would be readable to nobody.</summary>
    public static bool NeedsShaping(Rune rune) => rune.Value is >= 0x0590 and <= 0x08FF or >= 0x0900 and <= 0x109F or >= 0x1780 and <= 0x18AF
        or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC;

    // Direction, joining, which picture an emoji has; and what stands for a broken character.
    static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F || rune == Rune.ReplacementChar;
}
