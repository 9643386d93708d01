using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Proactive.Channels.Letters;

/// <summary>How a piece of text looks, and where it leads.</summary>
/// <param name="Other">In the font for what the first one lacks.</param>
readonly record struct TextStyle(bool Bold, bool Other, string? Link);

/// <summary>The fonts of one letter; not shared between threads.</summary>
sealed class LetterFonts(FontFiles files)
{
    // Embedded with the characters that are used; by glyph, so that a text with æ and ř is in one font.
    static readonly XPdfFontOptions Embedded = new(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);

    readonly Dictionary<(string File, double Size), XFont> _fonts = [];
    readonly XGraphics _ruler = XGraphics.CreateMeasureContext(new XSize(1000, 1000), XGraphicsUnit.Point, XPageDirection.Downwards);

    public XFont Of(TextStyle style, double size) => Of(FileOf(style.Bold, style.Other)!, size);

    public double Width(string text, TextStyle style, double size) => _ruler.MeasureString(text, Of(style, size)).Width;

    /// <summary>False: in the first font; true: in the other; null: in neither.</summary>
    public bool? IsInOther(Rune rune, bool bold)
    {
        // Of a character beyond the first 65,536 the library writes down another one, which is what would be read aloud and copied.
        if (PrintableText.NeedsShaping(rune) || !rune.IsBmp) return null;
        if (Has(FileOf(bold, other: false), rune)) return false;
        return Has(FileOf(bold, other: true), rune) ? true : null;
    }

    bool Has(string? file, Rune rune) => file is not null && GlyphHelper.GlyphIndexFromCodePoint(rune.Value, Of(file, 10)) != 0;

    string? FileOf(bool bold, bool other) => (bold, other) switch
    {
        (false, false) => files.Regular,
        (true, false) => files.Bold,
        (false, true) => files.OtherRegular,
        (true, true) => files.OtherBold ?? files.OtherRegular,
    };

    XFont Of(string file, double size)
    {
        if (_fonts.TryGetValue((file, size), out var font)) return font;
        return _fonts[(file, size)] = new XFont(file, size, XFontStyleEx.Regular, Embedded);
    }
}
