using System.Text;
using System.Xml;

namespace Proactive.Channels.DigitalPost;

/// <summary>Texts as MeMo fields take them: one line, characters that XML has, and so many of them at most.</summary>
static class MemoText
{
    /// <summary>The length of nearly every field.</summary>
    public const int Length = 256;

    /// <summary>True if a text can be a field just as it is.</summary>
    public static bool Fits(string text) => text.Length is > 0 and <= Length && Line(text, Length) == text;

    /// <summary>The text, without what XML cannot hold or what turns a line around, cut after a word if it is too long.</summary>
    public static string Line(string text, int length)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) clean.Append(' ');
            else if (!Steers(rune.Value) && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))) clean.Append(rune.ToString());
        }

        return Cut(string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)), length);
    }

    static string Cut(string line, int length)
    {
        if (line.Length <= length) return line;
        var room = length - 1;
        // Rather after a word; one that is longer than half of the field is cut itself, but never within a character.
        var end = line.LastIndexOf(' ', room) is var space && space > room / 2 ? space : char.IsHighSurrogate(line[room - 1]) ? room - 1 : room;
        return line[..end].TrimEnd(' ', ',', ';', ':', '–', '-') + "…";
    }

    static bool Steers(int rune) => rune is 0x061C or 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
