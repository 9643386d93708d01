using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// The styles that mail programs which drop a page's style sheet still show: <c>&lt;style data-inline&gt;</c> in a layout, with rules
/// for elements (<c>p</c>) and for elements within others (<c>li p</c>), which are written into the tags themselves.
/// </summary>
sealed class InlineStyles
{
    const string Begin = "<style data-inline>";
    const string End = "</style>";

    readonly List<StyleRule> _rules = [];
    readonly StyleTable _table;

    InlineStyles(TemplateSource layout, int begin, int end, ProblemList problems)
    {
        ReadRules(layout, begin, end, problems);
        if (_rules.Select(r => r.Within).OfType<string>().Distinct().Count() > StyleTable.MostAround)
            problems.Add(layout.ProblemAt(begin, $"rules for elements within others name more than {StyleTable.MostAround} such others"));
        _table = new StyleTable(problems.Any ? [] : _rules);
    }

    /// <summary>The layout without its block (the lines stay where they were), and the block's styles; a mistake in it is a problem at its place.</summary>
    public static (TemplateSource Layout, InlineStyles Styles) TakenFrom(TemplateSource layout, ProblemList problems)
    {
        var block = layout.Text.IndexOf(Begin, StringComparison.Ordinal);
        var begin = block + Begin.Length;
        var end = block < 0 ? -1 : layout.Text.IndexOf(End, begin, StringComparison.Ordinal);
        if (block >= 0 && end < 0) problems.Add(layout.ProblemAt(block, $"this block is never closed; add {End}"));
        if (end < 0) return (layout, new InlineStyles(layout, 0, 0, problems));
        var lines = new string('\n', layout.Text.AsSpan(block, end - block).Count('\n'));
        return (new TemplateSource(layout.Path, layout.Text[..block] + lines + layout.Text[(end + End.Length)..]), new InlineStyles(layout, begin, end, problems));
    }

    /// <summary>The frame with the styled page where <paramref name="mark"/> stands in it, if anywhere.</summary>
    /// <param name="html">As Markdig writes it with HTML disabled.</param>
    public string Put(string html, string frame, string mark)
    {
        var at = frame.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return frame;
        var page = SpareBuilder.Begin().Append(frame, 0, at);
        _table.Write(page, html);
        return SpareBuilder.End(page.Append(frame, at + mark.Length, frame.Length - at - mark.Length));
    }

    void ReadRules(TemplateSource layout, int begin, int end, ProblemList problems)
    {
        for (var at = begin; !layout.Text.AsSpan(at, end - at).IsWhiteSpace();)
        {
            var (open, close) = (layout.Text.IndexOf('{', at, end - at), layout.Text.IndexOf('}', at, end - at));
            if (open < 0 || close < open)
            {
                problems.Add(layout.ProblemAt(Word(layout, at), "a rule is written: element { property: value; property: value }"));
                return;
            }

            var declarations = Declarations(layout, open + 1, close, problems);
            var from = at;
            foreach (var selector in layout.Text[at..open].Split(','))
            {
                var elements = selector.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (elements is not ([_] or [_, _]) || !elements.All(e => e.All(char.IsAsciiLetterOrDigit)))
                    problems.Add(layout.ProblemAt(Word(layout, from), "an inline style is for an element (p) or for one within another (li p)"));
                else _rules.Add(new StyleRule(elements[^1], elements.Length == 2 ? elements[0] : null, declarations));
                from += selector.Length + 1;
            }

            at = close + 1;
        }
    }

    static string Declarations(TemplateSource layout, int begin, int end, ProblemList problems)
    {
        var declarations = new List<string>();
        var at = begin;
        foreach (var declaration in layout.Text[begin..end].Split(';'))
        {
            var place = Word(layout, at);
            at += declaration.Length + 1;
            if (string.IsNullOrWhiteSpace(declaration)) continue;
            var parts = declaration.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } property, { Length: > 0 } value] || !property.All(c => char.IsAsciiLetter(c) || c == '-'))
                problems.Add(layout.ProblemAt(place, "a declaration is written: property: value"));
            else if (value.AsSpan().ContainsAny("\"<>&"))
                problems.Add(layout.ProblemAt(place, "a value stands in an attribute, so it may not contain \", <, > or &; quote with '"));
            else if (value.Contains("url(", StringComparison.OrdinalIgnoreCase) || value.Contains("!important", StringComparison.OrdinalIgnoreCase))
                problems.Add(layout.ProblemAt(place, "an inline style loads nothing and needs no !important"));
            else declarations.Add($"{property}: {value}");
        }

        return string.Join("; ", declarations);
    }

    static int Word(TemplateSource layout, int at)
    {
        while (at < layout.Text.Length && char.IsWhiteSpace(layout.Text[at])) at++;
        return at;
    }
}
