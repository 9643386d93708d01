using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Proactive.Engine.Rendering;

/// <summary>Markdown as text that reads well in a mail client without HTML: underlined headings, numbered steps, addresses written out.</summary>
sealed class PlainText
{
    const int Width = 78;

    readonly StringBuilder _text = new();

    public static string Of(MarkdownDocument document)
    {
        var writer = new PlainText();
        writer.Blocks(document, "", "");
        return writer._text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The words of one heading or paragraph on one line.</summary>
    public static string Of(LeafBlock block) => Inline(block.Inline).Trim();

    void Blocks(ContainerBlock container, string firstIndent, string indent)
    {
        var lead = firstIndent;
        foreach (var block in container)
        {
            Block(block, lead, indent);
            lead = indent;
        }
    }

    void Block(Block block, string firstIndent, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Heading(heading);
                break;
            case ListBlock list:
                List(list, indent);
                break;
            case LeafBlock leaf:
                Wrapped(Of(leaf), firstIndent, indent);
                break;
            case ContainerBlock container:
                Blocks(container, firstIndent, indent);
                break;
        }
    }

    void Heading(HeadingBlock heading)
    {
        var words = Of(heading);
        var start = _text.Length;
        Wrapped(words, "", "");
        var longest = _text.ToString(start, _text.Length - start).Split('\n').Max(l => l.Length);
        if (_text[^1] == '\n' && _text[^2] == '\n') _text.Length--;
        _text.Append(heading.Level == 1 ? '=' : '-', longest).Append("\n\n");
    }

    void List(ListBlock list, string indent)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            Blocks(item, indent + mark, indent + new string(' ', mark.Length));
            if (list.IsLoose) EndParagraph();
        }

        if (indent.Length == 0) EndParagraph();
    }

    void Wrapped(string words, string firstIndent, string indent)
    {
        var line = new StringBuilder(firstIndent);
        var empty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                _text.Append(line).Append('\n');
                line.Clear().Append(indent);
                empty = true;
            }

            if (!empty) line.Append(' ');
            line.Append(word);
            empty = false;
        }

        _text.Append(line).Append('\n');
        // Inside a list the lines stay together; between paragraphs there is air.
        if (indent.Length == 0) _text.Append('\n');
    }

    void EndParagraph()
    {
        if (_text.Length > 1 && _text[^1] == '\n' && _text[^2] != '\n') _text.Append('\n');
    }

    static string Inline(ContainerInline? container)
    {
        var text = new StringBuilder();
        foreach (var inline in container ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                LinkInline link => Link(link),
                LineBreakInline => " ",
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                ContainerInline inner => Inline(inner),
                _ => "",
            });
        }

        return text.ToString();
    }

    static string Link(LinkInline link)
    {
        var label = Inline(link);
        return label == link.Url ? label : $"{label}: {link.Url}";
    }
}
