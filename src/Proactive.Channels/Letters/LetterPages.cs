using static Proactive.Channels.Letters.LetterPart;

namespace Proactive.Channels.Letters;

/// <summary>Where a line stands: the page counted from 0, and its upper edge in points from the page's.</summary>
readonly record struct Place(int Page, double Y);

/// <summary>Shares a letter's parts out to its pages.</summary>
/// <param name="first">Where the text of the first page begins, in points from the page's upper edge.</param>
sealed class LetterPages(double first, double top, double bottom)
{
    readonly Dictionary<LetterPart, Place[]> _places = new(ReferenceEqualityComparer.Instance);
    int _page;
    double _y = first;
    bool _atTop = true;

    public int Count => _page + 1;

    /// <summary>Of each line of a paragraph, or of the code as a whole.</summary>
    public Place[] Of(LetterPart part) => _places[part];

    public static LetterPages Of(IReadOnlyList<LetterPart> parts, double first, double top, double bottom)
    {
        var pages = new LetterPages(first, top, bottom);
        var printed = parts.Where(part => part is Paragraph or Code).ToList();
        for (var at = 0; at < printed.Count; at++) pages.Add(printed, at);
        return pages;
    }

    void Add(List<LetterPart> parts, int at)
    {
        if (!_atTop && _y + Needs(parts, at) > bottom) Turn();
        if (parts[at] is Paragraph paragraph) Add(paragraph);
        else if (parts[at] is Code code) Add(code);
    }

    void Add(Code code)
    {
        if (!_atTop) _y += code.Before;
        _places[code] = [new Place(_page, _y)];
        _y += code.Drawing.Side;
        _atTop = false;
    }

    void Add(Paragraph paragraph)
    {
        if (!_atTop) _y += paragraph.Before;
        var places = new Place[paragraph.Lines.Count];
        for (var done = 0; done < places.Length;)
        {
            var left = places.Length - done;
            var fit = Math.Max(1, Math.Min(left, (int)((bottom - _y) / paragraph.LineHeight)));
            // No line goes alone onto the next page.
            if (left - fit == 1 && fit > 2) fit--;
            for (var line = 0; line < fit; line++, _y += paragraph.LineHeight) places[done + line] = new Place(_page, _y);
            done += fit;
            if (done < places.Length) Turn();
        }

        _places[paragraph] = places;
        _atTop = false;
    }

    // What must stand on one page from here: a short paragraph whole, two lines of a long one, and what is kept with it.
    static double Needs(List<LetterPart> parts, int at)
    {
        if (parts[at] is not Paragraph paragraph) return parts[at] is Code code ? code.Before + code.Drawing.Side : 0;
        var whole = paragraph.Before + (paragraph.Lines.Count * paragraph.LineHeight);
        if (paragraph.KeepWithNext && at + 1 < parts.Count) return whole + Needs(parts, at + 1);
        return paragraph.Lines.Count <= 3 ? whole : paragraph.Before + (2 * paragraph.LineHeight);
    }

    void Turn()
    {
        _page++;
        _y = top;
        _atTop = true;
    }
}
