using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Proactive.Engine.Rendering;

/// <summary>Markdown as text that reads well in a mail client without HTML: underlined headings, numbered steps, addresses written out.</summary>
sealed class PlainText
{
    const int Width = 78;

    // It keeps words on one line here, and is of no use to whoever searches or copies the text, nor in a subject.
    const char NoBreak = '\u00a0';

    readonly StringBuilder _text = SpareBuilder.Begin();

    // The words of one block.
    readonly StringBuilder _words = new(512);

    public static string Of(MarkdownDocument document)
    {
        var writer = new PlainText();
        writer.Blocks(document, "", "");
        return writer.Ended();
    }

    /// <summary>The words of one heading or paragraph on one line.</summary>
    public static string Of(LeafBlock block) => Words(new StringBuilder(), block).Replace(NoBreak, ' ');

    /// <summary>The words of a link, without its address.</summary>
    public static string Words(LinkInline link) => Write(new StringBuilder(), link).ToString().Trim();

    static string Words(StringBuilder text, LeafBlock block) => Write(text, block.Inline).ToString().Trim();

    string Ended()
    {
        while (_text.Length > 0 && char.IsWhiteSpace(_text[^1])) _text.Length--;
        return SpareBuilder.End(_text.Append('\n').Replace(NoBreak, ' '));
    }

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
                Wrapped(leaf, firstIndent, indent);
                break;
            case ContainerBlock container:
                Blocks(container, firstIndent, indent);
                break;
        }
    }

    void Heading(HeadingBlock heading)
    {
        var longest = Wrapped(heading, "", "");
        if (_text[^1] == '\n' && _text[^2] == '\n') _text.Length--;
        _text.Append(heading.Level switch { 1 => '=', 2 => '-', _ => '.' }, longest).Append("\n\n");
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

    // Returns how long the longest line is.
    int Wrapped(LeafBlock block, string firstIndent, string indent)
    {
        var length = Write(_words.Clear(), block.Inline).Length;
        var borrowed = ArrayPool<char>.Shared.Rent(length);
        _words.CopyTo(0, borrowed, length);
        var longest = Wrapped(OneSpaceEach(borrowed.AsSpan(0, length).Trim()), firstIndent, indent);
        ArrayPool<char>.Shared.Return(borrowed);
        return longest;
    }

    int Wrapped(ReadOnlySpan<char> rest, string firstIndent, string indent)
    {
        var (lead, longest) = (firstIndent, 0);
        do
        {
            var end = EndOfLine(rest, Math.Max(0, Width - lead.Length));
            longest = Math.Max(longest, lead.Length + end);
            _text.Append(lead).Append(rest[..end]).Append('\n');
            rest = rest[Math.Min(end + 1, rest.Length)..];
            lead = indent;
        }
        while (rest.Length > 0);

        // Inside a list the lines stay together; between paragraphs there is air.
        if (indent.Length == 0) _text.Append('\n');
        return longest;
    }

    static ReadOnlySpan<char> OneSpaceEach(ReadOnlySpan<char> words) => words.Contains("  ", StringComparison.Ordinal) ? string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)) : words;

    // After the last word that has room; a word that is longer than a line has one of its own.
    static int EndOfLine(ReadOnlySpan<char> words, int room)
    {
        if (words.Length <= room) return words.Length;
        if (words[..(room + 1)].LastIndexOf(' ') is > 0 and var space) return space;
        return words.IndexOf(' ') is > 0 and var first ? first : words.Length;
    }

    void EndParagraph()
    {
        if (_text.Length > 1 && _text[^1] == '\n' && _text[^2] != '\n') _text.Append('\n');
    }

    static StringBuilder Write(StringBuilder text, ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            _ = inline switch
            {
                LiteralInline { Content: var words } => text.Append(words.Text, words.Start, words.Length),
                LinkInline link => WriteLink(text, link),
                LineBreakInline => text.Append(' '),
                CodeInline code => text.Append(code.Content),
                HtmlEntityInline entity => text.Append(entity.Transcoded.ToString()),
                ContainerInline inner => Write(text, inner),
                _ => text,
            };
        }

        return text;
    }

    static StringBuilder WriteLink(StringBuilder text, LinkInline link)
    {
        var start = text.Length;
        Write(text, link);
        return text.Length - start == link.Url?.Length && text.ToString(start, text.Length - start) == link.Url ? text : text.Append(": ").Append(link.Url);
    }
}
