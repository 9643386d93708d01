using System.Net;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>An administrator on the phone: finding a message in the delivery log, seeing what became of it, sending it again.</summary>
public sealed class AdministrationLogTests
{
    [Fact]
    public async Task A_person_number_is_looked_up_and_stands_in_no_address_page_or_log()
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        var found = await kim.Submit("/admin/log", "/admin/log", ("person", " p-1 "));
        var key = host.Scenario.Keys.Of("p-1").Value;
        Assert.Equal((HttpStatusCode.Redirect, $"/admin/log?citizen={key}"), (found.Status, found.Location));
        var page = await kim.Get(found.Location!);
        Assert.Contains("all channels were tried", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("p-1", page.Body, StringComparison.Ordinal);
        Assert.Equal([$"Kim: citizen-looked-up {key}"], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task A_number_that_is_too_long_or_missing_gets_a_kind_word_at_its_field()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        foreach (var typed in new[] { "", new string('1', 65) })
        {
            var answer = await kim.Submit("/admin/log", "/admin/log", ("person", typed));
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("Write the number as the registry writes it, at most 64 characters.", answer.Document.QuerySelector("#person-problem")?.TextContent);
        }

        Assert.Empty(await AdministrationStory.Audit(host));
    }

    [Theory]
    [InlineData("citizen=140587-1234", "citizen", "A citizen key has 32 characters")]
    [InlineData("notice=3F2", "notice", "A reference has 8 characters")]
    [InlineData("from=9.11.2026", "from", "Write the day as year-month-day")]
    [InlineData("from=2026-11-09&until=2026-11-08", "until", "This day is before the first one")]
    public async Task What_is_not_understood_is_said_at_its_field_and_not_shown_again(string query, string field, string words)
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var answer = await kim.Get($"/admin/log?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var input = answer.Document.QuerySelector($"#{field}")!;
        Assert.Contains(words, answer.Document.QuerySelector($"#{field}-problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("true", true), (input.GetAttribute("aria-invalid"), input.GetAttribute("aria-describedby")!.Contains($"{field}-problem", StringComparison.Ordinal)));
        Assert.DoesNotContain("140587-1234", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("notice={reference}", 2)]
    [InlineData("notice={id}", 2)]
    [InlineData("citizen={citizen}", 2)]
    [InlineData("state=failed", 1)]
    [InlineData("state=sent", 0)]
    [InlineData("channel=email", 2)]
    [InlineData("channel=letter", 0)]
    [InlineData("guide=dk/moving", 2)]
    [InlineData("guide=dk/birth", 0)]
    [InlineData("from=2026-11-09&until=2026-11-09", 2)]
    [InlineData("until=2026-11-08", 0)]
    [InlineData("from=2026-11-10", 0)]
    [InlineData("state=failed&channel=email&guide=dk/moving&from=2026-11-09", 1)]
    public async Task Each_filter_takes_away_what_it_should(string query, int lines)
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        var notice = await AdministrationStory.Start(host.Scenario);
        var answer = await kim.Get("/admin/log?" + query
            .Replace("{reference}", notice.Reference, StringComparison.Ordinal).Replace("{id}", notice.Id, StringComparison.Ordinal)
            .Replace("{citizen}", host.Scenario.Keys.Of("p-1").Value, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(lines, answer.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(lines == 0, answer.Words.Contains("If a citizen calls, look them up by their person number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_of_fifty_show_every_line_once_newest_first()
    {
        await using var host = await DoorHost.Start();
        await AdministrationStory.Remember(host.Scenario.Store, 120, host.Scenario.Clock.GetUtcNow());
        using var kim = await host.Staff(Role.Administrator);
        var seen = new List<string>();
        var counts = new List<int>();
        for (var path = "/admin/log?guide=dk%2Fmoving"; path is not null;)
        {
            var page = await kim.Get(path);
            var rows = page.Document.QuerySelectorAll("tbody tr td:nth-child(2)").Select(c => c.TextContent).ToList();
            counts.Add(rows.Count);
            seen.AddRange(rows);
            // A line that comes meanwhile moves no other.
            await AdministrationStory.Remember(host.Scenario.Store, 1, host.Scenario.Clock.GetUtcNow());
            path = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal([50, 50, 20], counts);
        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => Notice.ReferenceOf($"{i:x8}")), seen);
    }

    [Fact]
    public async Task A_timeline_tells_of_the_event_the_bounce_and_the_letter_in_its_batch()
    {
        await using var host = await AdministrationStory.Bounced();
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get(await AdministrationStory.NoticePath(host));
        var told = page.Document.QuerySelectorAll("ol.timeline .what").Select(w => w.TextContent.Trim()).ToList();
        Assert.Equal(
        [
            "The event came in: dk.cpr.person-moved.v1",
            "Planned for: 2026-11-09 11:00 Europe/Copenhagen",
            "Handed over; it came back later, Email: there is no such mailbox (5.1.1)",
            "Sent, Email",
            "Came back, Email: there is no such mailbox (5.1.1)",
            "In the letter batch, Letter: 2026-11-09",
            "Sent, Letter",
        ], told);
        Assert.All(new[] { "Anna", "Sørensen", "anna@", "Storegade", "p-1" }, personal => Assert.DoesNotContain(personal, page.Body, StringComparison.Ordinal));
        Assert.Contains("Only a notice that failed", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_again_needs_a_reason_and_stands_in_both_logs_and_on_the_timeline()
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        var (path, id) = (await AdministrationStory.NoticePath(host), (await AdministrationStory.Start(host.Scenario)).Id);
        foreach (var (reason, problem) in new[] { ("", "at least 10"), ("because  ", "at least 10"), (new string('x', 201), "At most 200"), ("She is 140587-1234 and called", "person’s number"), ("anna@example.org called me", "mail address") })
        {
            var refused = await kim.Submit(path, path, ("reason", reason));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains(problem, refused.Document.QuerySelector("#reason-problem")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Empty(await AdministrationStory.Audit(host));
        Assert.Equal(NoticeState.Failed, (await AdministrationStory.Start(host.Scenario)).State);

        var again = await kim.Submit(path, path, ("reason", AdministrationStory.Reason));
        Assert.Equal((HttpStatusCode.Redirect, path), (again.Status, again.Location));
        Assert.Equal([$"Kim: notice-resent {id} {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
        Assert.Contains($"Planned email sent-again: {AdministrationStory.Reason}", await host.Scenario.Log());
        var page = await kim.Get(path);
        Assert.Contains($"Done by: Kim (administrator): notice-resent. {AdministrationStory.Reason}", page.Words, StringComparison.Ordinal);
        Assert.Contains($"sent again by hand: {AdministrationStory.Reason}", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_dead_is_not_sent_again_whatever_is_posted()
    {
        await using var host = await AdministrationStory.Bounced();
        using var kim = await host.Staff(Role.Administrator);
        var path = await AdministrationStory.NoticePath(host);
        var log = await host.Scenario.Log();
        var token = (await kim.Get("/admin/log")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        Assert.Equal(path, (await kim.Post(path, ("form-token", token), ("reason", AdministrationStory.Reason))).Location);
        Assert.Equal(log, await host.Scenario.Log());
        Assert.Empty(await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task An_erased_citizens_notice_is_told_from_the_log_alone()
    {
        await using var host = await AdministrationStory.Failed();
        var id = (await AdministrationStory.Start(host.Scenario)).Id;
        await host.Scenario.Store.Erase(host.Scenario.Keys.Of("p-1"), host.Scenario.Clock.GetUtcNow(), CancellationToken.None);
        using var kim = await host.Staff(Role.Administrator);
        var link = (await kim.Get("/admin/log")).Document.QuerySelector("tbody td:nth-child(2) a")!.GetAttribute("href")!;
        Assert.Equal($"/admin/citizens/{LogEntry.ErasedCitizen}/notices/{id}", link);
        Assert.Contains("Its citizen was erased", (await kim.Get(link)).Words, StringComparison.Ordinal);
    }
}
