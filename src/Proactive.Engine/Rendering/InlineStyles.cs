using System.Text;
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

    readonly List<Rule> _rules = [];
    readonly Dictionary<string, Rule[]>.AlternateLookup<ReadOnlySpan<char>> _byElement;

    InlineStyles(TemplateSource layout, int begin, int end, ProblemList problems)
    {
        ReadRules(layout, begin, end, problems);
        // In a style attribute, what comes later counts: first what holds everywhere, then what holds within something.
        _byElement = _rules.GroupBy(r => r.Element).ToDictionary(g => g.Key, g => g.OrderBy(r => r.Within is not null).ToArray()).GetAlternateLookup<ReadOnlySpan<char>>();
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

    /// <param name="html">As Markdig writes it with HTML disabled: a <c>&lt;</c> always begins a tag, and the next <c>&gt;</c> ends it.</param>
    public string Apply(string html)
    {
        if (_rules.Count == 0) return html;
        var styled = new StringBuilder(html.Length * 2);
        var open = new List<Range>();
        var at = 0;
        for (var tag = html.IndexOf('<'); tag >= 0; tag = html.IndexOf('<', at))
        {
            var end = html.IndexOf('>', tag) + 1;
            var name = new Range(tag + 1, tag + 1 + html.AsSpan(tag + 1).IndexOfAny(" />"));
            if (html[tag + 1] == '/')
            {
                styled.Append(html, at, end - at);
                open.RemoveAt(open.Count - 1);
            }
            else
            {
                styled.Append(html, at, name.End.Value - at);
                AppendStyle(styled, html, name, open);
                styled.Append(html, name.End.Value, end - name.End.Value);
                if (html[end - 2] != '/') open.Add(name);
            }

            at = end;
        }

        return styled.Append(html, at, html.Length - at).ToString();
    }

    void AppendStyle(StringBuilder styled, string html, Range name, List<Range> open)
    {
        if (!_byElement.TryGetValue(html.AsSpan()[name], out var rules)) return;
        var start = styled.Length;
        foreach (var rule in rules)
            if (rule.Within is null || IsWithin(html, rule.Within, open)) styled.Append(styled.Length == start ? " style=\"" : "; ").Append(rule.Declarations);
        if (styled.Length > start) styled.Append('"');
    }

    static bool IsWithin(string html, string element, List<Range> open)
    {
        foreach (var name in open)
            if (html.AsSpan()[name].SequenceEqual(element)) return true;
        return false;
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
                else _rules.Add(new Rule(elements[^1], elements.Length == 2 ? elements[0] : null, declarations));
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

    /// <param name="Within">The element that has to be around it, at any distance; null: none.</param>
    sealed record Rule(string Element, string? Within, string Declarations);
}
