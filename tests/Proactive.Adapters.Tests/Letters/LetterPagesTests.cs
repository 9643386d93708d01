using Proactive.Channels.Letters;
using Proactive.Engine.Delivery;

namespace Proactive.Adapters.Tests;

/// <summary>Where pages end.</summary>
public sealed class LetterPagesTests
{
    const string Line = "A paragraph of words that follow each other until the line is full and then go on to the next. ";

    static (List<LetterPart.Paragraph> Paragraphs, LetterPages Pages) Set(string markdown)
    {
        var fonts = Letters.Fonts;
        Assert.Null(PdfSharpSetup.LicenseProblem(LetterOptions.Agpl));
        var parts = LetterBody.Of(Letters.Page(markdown).Document!, new Typesetter(new LetterFonts(fonts)), LetterFrame.Right - LetterFrame.Left);
        return ([.. parts.OfType<LetterPart.Paragraph>()], LetterPages.Of(parts, LetterFrame.FirstTop, LetterFrame.Top, LetterFrame.Bottom));
    }

    public static TheoryData<int> Lengths => [1, 2, 3, 4, 5, 7, 10, 16, 25];

    [Theory, MemberData(nameof(Lengths))]
    public void No_heading_ends_a_page_and_no_line_is_alone(int length)
    {
        var block = $"## Heading\n\n{string.Concat(Enumerable.Repeat(Line, length))}\n\n1. **Title**\n\n   {Line}\n   - Bring:\n     - {Line}\n\n";
        var (paragraphs, pages) = Set(string.Concat(Enumerable.Repeat(block, 12)));
        Assert.True(pages.Count > 1);
        for (var at = 0; at < paragraphs.Count; at++)
        {
            var places = pages.Of(paragraphs[at]);
            Assert.Equal(paragraphs[at].Lines.Count, places.Length);
            Assert.All(places, place => Assert.True(place.Y + paragraphs[at].LineHeight <= LetterFrame.Bottom + 0.01));
            if (paragraphs[at].KeepWithNext) Assert.Equal(places[^1].Page, pages.Of(paragraphs[at + 1])[0].Page);
            if (places.Length > 2) Assert.All(places.GroupBy(place => place.Page), page => Assert.True(page.Count() > 1));
        }

        // Nothing is drawn over anything else.
        var flow = paragraphs.SelectMany(paragraph => pages.Of(paragraph)).ToList();
        Assert.All(flow.Zip(flow.Skip(1)), pair => Assert.True(pair.Second.Page > pair.First.Page || pair.Second.Y > pair.First.Y));
    }

    [Fact]
    public void No_line_is_wider_than_the_page()
    {
        var (paragraphs, _) = Set($"{new string('W', 500)}\n\n**{new string('W', 300)}**{new string('i', 300)}\n\n1. a\n   - b\n     - <https://example.org/{new string('x', 400)}>\n\n{Line}");
        foreach (var paragraph in paragraphs)
            Assert.All(paragraph.Lines, line => Assert.True(paragraph.Indent + line[^1].X + line[^1].Width <= LetterFrame.Right - LetterFrame.Left + 4));
    }

    [Fact]
    public async Task A_letter_of_more_than_ten_pages_is_not_printed()
    {
        using var letters = new Letters();
        var page = string.Concat(Enumerable.Repeat(Line, 35)) + "\n\n";
        Assert.IsType<Outcome.Delivered>(await letters.Deliver(Letters.Page(string.Concat(Enumerable.Repeat(page, 9)))));
        foreach (var pages in new[] { 20, 200, 2000 })
            Assert.Equal(new Outcome.GiveUp("letter-too-long"), await letters.Deliver(Letters.Page(string.Concat(Enumerable.Repeat(page, pages))) with { NoticeId = "0123" }));
    }

    [Fact]
    public async Task A_letter_with_letters_of_no_font_is_not_printed_and_ornaments_are_left_out()
    {
        using var letters = new Letters();
        Assert.Equal(new Outcome.GiveUp("letter-not-in-font"), await letters.Deliver(Letters.Page("Dear 王小明,") with { NoticeId = "0123" }));
        var pdf = await letters.Pdf(Letters.Page("Dear \U0001F9D1 Anna, this is all.\n\n\U0001F9D1"));
        Assert.Contains("Dear Anna, this is all.", Poppler.Words(pdf), StringComparison.Ordinal);
    }
}
