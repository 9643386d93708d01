using System.Net;
using Proactive.Engine.Oversight;
using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Editing a rule file and trying the draft.</summary>
public sealed class StudioEditorTests
{
    const string Due = "due: effective + days(5)                         # not";

    [Fact]
    public async Task A_mistake_is_shown_under_its_line_with_a_caret_under_its_place()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        var saved = await house.Save(author, draft, Due, "due: effectve + days(5)                         # not");
        var page = (await author.Get(saved.Location!.Split('#')[0])).Document;
        var line = page.QuerySelector(".listing .line.marked")!;
        Assert.Contains("due: effectve + days(5)", line.TextContent, StringComparison.Ordinal);
        var problem = line.NextElementSibling!;
        Assert.Contains("effectve", problem.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(line.QuerySelector("code")!.TextContent.IndexOf("effectve", StringComparison.Ordinal), problem.QuerySelector("code")!.TextContent.IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checking_while_typing_shows_the_same_saves_nothing_and_gives_the_next_token()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        var page = (await author.Get($"{draft}/edit")).Document;
        var typed = Changed(await Typed(author, draft), Due, "due: effectve + days(5)                         # not");
        var token = page.QuerySelector("#check-result [data-token]")!.GetAttribute("data-token")!;
        var answer = await author.Post($"{draft}/problems", ("form-token", token), ("file", RuleFile), ("text", typed.ReplaceLineEndings("\r\n")));
        Assert.Contains("effectve", answer.Document.QuerySelector(".problem p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(house.Text(RuleFile), await Typed(author, draft));

        Assert.Equal(HttpStatusCode.Conflict, (await author.Post($"{draft}/problems", ("form-token", token), ("file", RuleFile), ("text", typed))).Status);
        var next = answer.Document.QuerySelector("[data-token]")!.GetAttribute("data-token")!;
        Assert.Equal(HttpStatusCode.OK, (await author.Post($"{draft}/problems", ("form-token", next), ("file", RuleFile), ("text", typed))).Status);
    }

    [Fact]
    public async Task What_does_not_fit_is_not_saved_and_not_lost()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        var huge = new string('#', ProposalMoves.MaxBytes + 1);
        var refused = await author.Submit($"{draft}/edit", $"{draft}/edit", ("text", huge));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("256 KB", refused.Words, StringComparison.Ordinal);
        Assert.Equal(huge.Length + 1, refused.Document.QuerySelector("textarea#text")!.TextContent.TrimStart('\n').Length);
        Assert.Equal(house.Text(RuleFile), await Typed(author, draft));
    }

    [Fact]
    public async Task The_second_of_two_windows_does_not_overwrite_the_first()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        var window = (await author.Get($"{draft}/edit")).Document.QuerySelector("form.editor")!;
        string Hidden(string name) => window.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
        await house.Save(author, draft, Due, "due: effective + days(6)                         # not");
        var refused = await author.Post($"{draft}/edit", ("form-token", Hidden("form-token")), ("file", RuleFile), ("version", Hidden("version")), ("text", "agency: dk.municipality\n"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("agency: dk.municipality", refused.Document.QuerySelector("textarea#text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("days(6)", await Typed(author, draft), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agency: dk.municipality", "agency: dk.postnord", "belongs to dk.municipality")]
    [InlineData("id: name-on-mailbox", "id: tell-postnord", "a step of another agency")]
    public async Task An_agency_speaks_for_itself_only(string old, string changed, string why)
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        await house.Save(author, draft, old, changed);
        Assert.Contains(why, (await author.Get($"{draft}/edit")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await author.Submit(draft, $"{draft}/submit", ("why", "Because."))).Status);
    }

    [Fact]
    public async Task A_change_that_breaks_anothers_file_says_so_without_showing_it()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        // dk.postnord's step comes after this one.
        await house.Save(author, draft, "id: renew-protection", "id: renew-the-protection");
        var words = (await author.Get($"{draft}/edit")).Words;
        Assert.Contains($"{OthersFile} belongs to another authority", words, StringComparison.Ordinal);
        Assert.DoesNotContain("'after' names", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_file_begins_with_its_agency_and_stands_where_it_may()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var begun = await author.Submit("/studio/files", "/studio/drafts", ("file", ""), ("life-event", "dk/job-loss"), ("name", "municipality-help"));
        Assert.StartsWith("agency: dk.municipality\n", await Typed(author, begun.Location!.Split("/edit")[0], "dk/job-loss/municipality-help.yaml"), StringComparison.Ordinal);
        foreach (var (lifeEvent, name) in new[] { ("dk/moving", "municipality"), ("dk/moving", "tests"), ("dk/moving", "life-event"), ("dk/moving", "../../x"), ("cz/moving", "town"), ("dk/nothing", "town") })
            Assert.Equal(HttpStatusCode.NotFound, (await author.Submit("/studio/files", "/studio/drafts", ("file", ""), ("life-event", lifeEvent), ("name", name))).Status);
    }

    [Fact]
    public async Task A_failing_test_says_what_was_expected_and_what_was()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        await house.Save(author, draft, Due, "due: effective + days(6)                         # not");
        var words = (await author.Get($"{draft}/tests")).Words;
        Assert.Contains("Failed: a move to another municipality gives one message and one reminder", words, StringComparison.Ordinal);
        Assert.Contains("report-address due: expected 2026-11-06, was 2026-11-07", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_of_others_are_run_and_shown_as_numbers_only()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = (await author.Submit("/studio/files", "/studio/drafts", ("file", ""), ("life-event", "dk/job-loss"), ("name", "municipality"))).Location!.Split("/edit")[0];
        await author.Submit($"{draft}/edit", $"{draft}/edit", ("text", """
            agency: dk.municipality
            steps:
              - id: talk-to-us
                title: { da: Tal med os, en: Talk to us }
                legal: { basis: A law, source: "https://www.borger.dk", checked: 2026-11-21, status: verified }
            """));
        var page = await author.Get($"{draft}/tests");
        Assert.Contains("Passed: ", page.Words, StringComparison.Ordinal);
        Assert.Contains("only the numbers", page.Words, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main li li, main details"));
    }

    [Fact]
    public async Task The_mail_is_framed_by_our_page_alone_and_loads_nothing()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        await house.Save(author, draft, "MitID, the Danish digital ID", "your MitID, the one you know");
        var page = await author.Get($"{draft}/preview");
        Assert.Contains("frame-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        var frames = page.Document.QuerySelectorAll("iframe");
        Assert.Equal(2, frames.Length);
        foreach (var frame in frames)
        {
            Assert.Equal("", frame.GetAttribute("sandbox"));
            var mail = await author.Get(frame.GetAttribute("src")!);
            Assert.Equal(HttpStatusCode.OK, mail.Status);
            Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox", mail.Headers["Content-Security-Policy"]);
        }

        Assert.Contains("your MitID, the one you know", (await author.Get(frames[1].GetAttribute("src")!)).Body, StringComparison.Ordinal);
    }

    [Theory, InlineData("reminder"), InlineData("change"), InlineData("withdrawal"), InlineData("completion")]
    public async Task Every_kind_of_message_is_shown_in_every_language(string kind)
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        var page = await author.Get($"{draft}/preview?kind={kind}");
        Assert.Equal(2, page.Document.QuerySelectorAll("iframe").Length);
        Assert.All(page.Document.QuerySelectorAll(".bubble"), b => Assert.NotEmpty(b.TextContent));
    }
}
