using System.Globalization;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using static Proactive.Channels.Letters.LetterPart;

namespace Proactive.Channels.Letters;

/// <summary>Walks a message's page and sets it: headings, paragraphs and lists, with addresses written out.</summary>
sealed class LetterBody(Typesetter typesetter, double width)
{
    public const double TextSize = 11;

    const double HeadingSize = 14.5;
    const double SubheadingSize = 12;

    readonly List<LetterPart> _parts = [];

    public static List<LetterPart> Of(MarkdownDocument document, Typesetter typesetter, double width)
    {
        var body = new LetterBody(typesetter, width);
        foreach (var block in document) body.Add(block, 0, 7);
        return body._parts;
    }

    void Add(Block block, double indent, double before, bool keepWithNext = false)
    {
        switch (block)
        {
            case HeadingBlock { Level: 1 } heading:
                AddWords("H1", heading, HeadingSize, 0, 0, bold: true, keepWithNext: true);
                break;
            case HeadingBlock heading:
                AddWords(heading.Level == 2 ? "H2" : "H3", heading, SubheadingSize, indent, 15, bold: true, keepWithNext: true);
                break;
            case ListBlock list:
                AddList(list, indent);
                break;
            case LeafBlock leaf:
                AddWords("P", leaf, TextSize, indent, before, bold: false, keepWithNext);
                break;
            case ContainerBlock container:
                foreach (var inner in container) Add(inner, indent, before);
                break;
        }
    }

    void AddList(ListBlock list, double indent)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var inner = indent + (list.IsOrdered ? 19 : 12);
        _parts.Add(new Opening("L", list.IsOrdered ? "Decimal" : "Disc"));
        foreach (var item in list.OfType<ListItemBlock>())
        {
            _parts.AddRange([new Opening("LI"), new Label(list.IsOrdered ? $"{number++}." : "•", indent), new Opening("LBody")]);
            // A step's title stays with what there is to do; the parts of an item stand close together.
            for (var at = 0; at < item.Count; at++) Add(item[at], inner, at > 0 ? 2 : indent > 0 ? 1.5 : list.IsOrdered ? 9 : 3, keepWithNext: at < item.Count - 1);
            _parts.AddRange([new Closing(), new Closing()]);
        }

        _parts.Add(new Closing());
    }

    void AddWords(string tag, LeafBlock block, double size, double indent, double before, bool bold, bool keepWithNext)
    {
        var runs = Runs(block.Inline, bold).ToList();
        var lines = typesetter.Lines(runs, size, width - indent);
        if (lines.Count > 0) _parts.Add(new Paragraph(tag, lines, size, indent, before, keepWithNext || runs[^1].Text.EndsWith(':')));
    }

    static IEnumerable<Run> Runs(ContainerInline? container, bool bold)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            var runs = inline switch
            {
                LiteralInline literal => [new Run(literal.Content.ToString(), bold)],
                LinkInline link => Link(link, bold),
                LineBreakInline => [new Run(" ", bold)],
                CodeInline code => [new Run(code.Content, bold)],
                HtmlEntityInline entity => [new Run(entity.Transcoded.ToString(), bold)],
                EmphasisInline emphasis => Runs(emphasis, bold || emphasis.DelimiterCount == 2),
                ContainerInline inner => Runs(inner, bold),
                _ => Enumerable.Empty<Run>(),
            };
            foreach (var run in runs) yield return run;
        }
    }

    // Nobody can press a word on paper.
    static IEnumerable<Run> Link(LinkInline link, bool bold)
    {
        var words = Runs(link, bold).ToList();
        var url = link.Url ?? "";
        return string.Concat(words.Select(run => run.Text)) == url ? [new Run(url, bold, url)] : [.. words, new Run(": ", bold), new Run(url, bold, url)];
    }
}
