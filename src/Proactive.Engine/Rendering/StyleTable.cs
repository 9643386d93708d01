using System.Text;

namespace Proactive.Engine.Rendering;

/// <summary>What stands in the tag of each element by what is around it, worked out once so that writing it is one look for each tag.</summary>
sealed class StyleTable
{
    /// <summary>More elements than this cannot be asked to be around another.</summary>
    public const int MostAround = 8;

    readonly Dictionary<string, Element>.AlternateLookup<ReadOnlySpan<char>> _elements;
    readonly int _around;

    /// <param name="rules">In their order: in a style attribute, what comes later counts.</param>
    public StyleTable(IReadOnlyList<StyleRule> rules)
    {
        var around = rules.Select(r => r.Within).OfType<string>().Distinct().ToList();
        _around = around.Count;
        // First what holds everywhere, then what holds within something.
        var ordered = rules.OrderBy(r => r.Within is not null).ToList();
        _elements = rules.Select(r => r.Element).Concat(around).Distinct().ToDictionary(name => name, name => new Element(
            around.IndexOf(name),
            [.. Enumerable.Range(0, 1 << _around).Select(within => Attribute(ordered.Where(r => r.Element == name && (r.Within is null || (within & (1 << around.IndexOf(r.Within))) != 0))))]))
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <param name="html">As Markdig writes it with HTML disabled: a <c>&lt;</c> always begins a tag.</param>
    public void Write(StringBuilder styled, string html)
    {
        // How many of each are around, and which are.
        Span<int> open = stackalloc int[_around];
        var (within, written) = (0, 0);
        for (var tag = Next(html, 0); tag >= 0; tag = Next(html, tag + 1))
        {
            var closes = html[tag + 1] == '/';
            var start = closes ? tag + 2 : tag + 1;
            var end = start;
            while (char.IsAsciiLetterOrDigit(html[end])) end++;
            if (!_elements.TryGetValue(html.AsSpan(start, end - start), out var element)) continue;
            if (!closes && element.Styles[within] is { Length: > 0 } style)
            {
                styled.Append(html, written, end - written).Append(style);
                written = end;
            }

            if (element.Around < 0) continue;
            open[element.Around] += closes ? -1 : 1;
            within = open[element.Around] > 0 ? within | (1 << element.Around) : within & ~(1 << element.Around);
        }

        styled.Append(html, written, html.Length - written);
    }

    static int Next(string html, int from) => html.AsSpan(from).IndexOf('<') is >= 0 and var at ? from + at : -1;

    static string Attribute(IEnumerable<StyleRule> rules)
    {
        var declarations = string.Join("; ", rules.Select(r => r.Declarations).Where(d => d.Length > 0));
        return declarations.Length == 0 ? "" : $" style=\"{declarations}\"";
    }

    /// <param name="Around">Its number among those that rules ask to be around; negative: none does.</param>
    /// <param name="Styles">By the numbers of those around it, as bits.</param>
    sealed record Element(int Around, string[] Styles);
}

/// <param name="Within">The element that has to be around it, at any distance; null: none.</param>
sealed record StyleRule(string Element, string? Within, string Declarations);
