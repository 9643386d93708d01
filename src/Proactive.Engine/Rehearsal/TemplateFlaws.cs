using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Rehearsal;

/// <summary>Looks at a message as a careful reader would, before any citizen does.</summary>
static partial class TemplateFlaws
{
    /// <summary>Mail programs and lists cut longer subjects.</summary>
    const int MostInHeading = 150;

    public static IEnumerable<TemplateFlaw> Of(Message message, Person reader, Words words)
    {
        if (message.Document is not { } page) return InText(message.Text).Concat(OnLockScreen(message.Text, reader));
        return [
            .. InHeadings(page), .. OnLockScreen(message.Subject, reader),
            .. page.Descendants<LinkInline>().SelectMany(l => InLink(l, words)),
            .. page.Descendants<LeafBlock>().Where(b => b.Inline is not null).SelectMany(b => InText(PlainText.Of(b))),
            .. page.Descendants<ListItemBlock>().Where(i => i.Descendants<LeafBlock>().All(b => PlainText.Of(b).Length == 0)).Select(i => new TemplateFlaw("an item of this list is empty", Before(i))),
        ];
    }

    static IEnumerable<TemplateFlaw> InHeadings(MarkdownDocument page)
    {
        var headings = page.Descendants<HeadingBlock>().ToList();
        var first = headings.Where(h => h.Level == 1).ToList();
        if (first.Count == 0) yield return new TemplateFlaw("there is no heading; begin with a line '# …' that says what, by when and who");
        else if (PlainText.Of(first[0]).Length == 0) yield return new TemplateFlaw("the heading is empty", Heading: 0);
        else if (PlainText.Of(first[0]) is { Length: > MostInHeading } subject)
            yield return new TemplateFlaw($"the heading has {subject.Length} characters; it is the subject line, too, and has room for {MostInHeading}", subject, Heading: 0);
        if (first.Count > 1) yield return new TemplateFlaw($"there are {first.Count} headings of the first level; a message has one, and below it '##'", PlainText.Of(first[1]), Heading: 1);
        foreach (var (above, heading) in headings.Zip(headings.Skip(1)).Where(p => p.Second.Level > p.First.Level + 1))
            yield return new TemplateFlaw($"a heading of level {heading.Level} follows one of level {above.Level}; somebody who listens to the page would look for the one between", PlainText.Of(heading), new string('#', heading.Level));
    }

    static IEnumerable<TemplateFlaw> OnLockScreen(string subject, Person reader)
    {
        string?[] personal = [reader.Name, reader.Id, reader.Email, reader.Phone, .. reader.Address];
        if (subject.Contains('@') || PersonNumber().IsMatch(subject) || personal.Any(p => p is not null && subject.Contains(p, StringComparison.Ordinal)))
            yield return new TemplateFlaw("the heading names a person, a number or an address; it is what a lock screen shows", subject, Heading: 0);
    }

    static IEnumerable<TemplateFlaw> InText(string text)
    {
        if (Braces().Match(text) is { Success: true } braces) yield return new TemplateFlaw($"'{braces.Value}' would be sent as it stands; a placeholder is {{{{ name }}}}", text, braces.Value);
        if (text.Contains("  ", StringComparison.Ordinal)) yield return new TemplateFlaw("two spaces in a row look as if something were missing between them", text, "  ");
        if (Punctuation().Match(text) is { Success: true } mark) yield return new TemplateFlaw($"'{mark.Value}' looks as if something were missing before it", text, mark.Value);
        if (Html().Match(text) is { Success: true } tag) yield return new TemplateFlaw($"'{tag.Value}' would be shown as it stands; templates are Markdown, without HTML", text, tag.Value);
    }

    static IEnumerable<TemplateFlaw> InLink(LinkInline link, Words words)
    {
        var (text, url) = (PlainText.Words(link), link.Url ?? "");
        if (text.Length == 0) yield return new TemplateFlaw($"a link has no text: {url}", url, url);
        if (words.DeadLinkText.Contains(text.Trim().TrimEnd('.', '!', '…', ' ').ToLowerInvariant()))
            yield return new TemplateFlaw($"the link text '{text}' says nothing to somebody who reads only the links; write where it leads", text, text);
        if (!url.StartsWith("https://", StringComparison.Ordinal) && !url.StartsWith("tel:", StringComparison.Ordinal) && !url.StartsWith("mailto:", StringComparison.Ordinal))
            yield return new TemplateFlaw($"the link '{url}' is none that a message may have; write https://, tel: or mailto:", url, url);
    }

    // An empty item has no words of its own; the block before it stands near it.
    static string Before(ListItemBlock item)
    {
        var list = (ListBlock)item.Parent!;
        var (container, index) = list.IndexOf(item) > 0 ? (list, list.IndexOf(item)) : (list.Parent!, list.Parent!.IndexOf(list));
        return index > 0 && container[index - 1].Descendants<LeafBlock>().Append(container[index - 1] as LeafBlock).OfType<LeafBlock>().LastOrDefault(b => b.Inline is not null) is { } near ? PlainText.Of(near) : "";
    }

    [GeneratedRegex(@"\{\{|\}\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\s(?!\.\.\.)[,.;:!?)](?=\s|$)|,\s*,|\(\s*\)|:\s*[,.]|(?<!\.)\.\.(?!\.)")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?>")]
    private static partial Regex Html();

    // Six digits and three or four more: the Danish and the Czech person number.
    [GeneratedRegex(@"(?<!\d)\d{6}[-/ ]?\d{3,4}(?!\d)")]
    private static partial Regex PersonNumber();
}
