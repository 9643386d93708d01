using System.Text.RegularExpressions;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What a message tells and in which order: now, later and by itself; what changed; several life events; for whom it is read.</summary>
public sealed partial class TellingTests
{
    [Theory, InlineData("da"), InlineData("en")]
    public async Task A_change_says_what_changed_first(string language) =>
        Snapshot.Matches(Tellings.Rendered(Tellings.To(language, await Tellings.CorrectedMove())).Text, $"{nameof(A_change_says_what_changed_first)}.{language}");

    [Fact]
    public async Task Where_it_is_not_known_what_was_told_nothing_is_said_of_changes()
    {
        var part = await Tellings.CorrectedMove();
        foreach (var before in new[] { null, part.Before! with { Told = null } })
            Assert.DoesNotContain("changed\n---", Tellings.Rendered(Tellings.To("en", part with { Before = before })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_been_done_is_no_change()
    {
        var part = await Tellings.CorrectedMove();
        var told = part.Journey.Steps.Where(s => s.State.IsOpen()).Select(s => new ToldStep(s.Id, s.Opens, s.Due)).ToList();
        var journey = part.Journey.Change(part.Journey.Steps.First(s => s.Id == "report-address").Done(Tellings.Now));
        var message = Tellings.Rendered(Tellings.To("en", part with { Journey = journey, Before = part.Before! with { Told = [.. told] } }));
        Assert.DoesNotContain("What has changed", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Steps, s => s.Id == "report-address");
    }

    [Theory, InlineData("da"), InlineData("en")]
    public async Task Steps_that_wait_for_a_day_or_for_another_step_come_later(string language) =>
        Snapshot.Matches(Tellings.Rendered(Tellings.To(language, await Tellings.JobLoss())).Text, $"{nameof(Steps_that_wait_for_a_day_or_for_another_step_come_later)}.{language}");

    [Fact]
    public async Task The_steps_of_a_message_are_in_the_order_of_its_page_and_say_the_same()
    {
        var message = Tellings.Rendered(Tellings.To("en", await Tellings.Move()));
        Assert.Equal(["host-declaration", "report-child-move", "name-on-mailbox", "report-address", "new-health-card"], message.Steps.Select(s => s.Id));
        var report = message.Steps[3];
        Assert.Equal((new DateOnly(2026, 10, 10), new DateOnly(2026, 11, 12), false, "Your municipality"), (report.Opens, report.Due, report.Automatic, report.Agency));
        Assert.StartsWith("https://www.borger.dk/", report.Action!.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(message.Steps[^1].Automatic);
        Assert.Equal(["MitID, the Danish digital ID", "A host declaration, if you are moving in with someone"], report.Bring);
        var places = message.Steps.Select(s => message.Text.IndexOf(s.Title, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
    }

    [Theory, InlineData("da"), InlineData("cs")]
    public async Task A_reminder_of_two_steps_is_one_list(string language)
    {
        var part = language == "da" ? await Tellings.Move(NoticeKind.Reminder, "report-address", "report-child-move") : await Tellings.CzechJobLoss(NoticeKind.Reminder, "register", "collect-documents");
        Snapshot.Matches(Tellings.Rendered(Tellings.To(language, part)).Text, $"{nameof(A_reminder_of_two_steps_is_one_list)}.{language}");
    }

    [Theory, InlineData("da"), InlineData("en")]
    public async Task Two_life_events_are_told_in_one_message(string language)
    {
        var message = Tellings.Rendered(Tellings.To(language, await Tellings.Move(), await Tellings.JobLoss(NoticeKind.Reminder, "register-unemployed", "apply-unemployment-benefit")));
        Snapshot.Matches(message.Text, $"{nameof(Two_life_events_are_told_in_one_message)}.{language}");
        Assert.Equal(message.Steps.Count, message.Steps.DistinctBy(s => s.Id).Count());
    }

    [Fact]
    public async Task Czech_life_events_in_one_message_read_well()
    {
        var parts = new[] { await Tellings.CzechJobLoss(NoticeKind.Change), await Tellings.CzechMove() };
        Snapshot.Matches(Tellings.Rendered(Tellings.To("cs", parts)).Text, nameof(Czech_life_events_in_one_message_read_well));
    }

    [Fact]
    public async Task However_many_life_events_there_is_one_first_heading_and_no_level_is_left_out()
    {
        var one = await Tellings.CorrectedMove();
        var several = Tellings.Rendered(Tellings.To("en", one, await Tellings.JobLoss())).Html;
        Assert.Equal(["1", "2", "3"], Levels(several).Distinct());
        foreach (var levels in new[] { Levels(several), Levels(Tellings.Rendered(Tellings.To("en", one)).Html) })
        {
            Assert.Single(levels, "1");
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second[0] - pair.First[0] <= 1, $"h{pair.First} is followed by h{pair.Second}"));
        }

        static List<string> Levels(string html) => [.. Heading().Matches(html).Select(m => m.Groups[1].Value)];
    }

    [Theory, InlineData("da"), InlineData("en"), InlineData("cs")]
    public async Task A_guardian_reads_whom_the_message_is_about(string language)
    {
        var telling = Tellings.To(language, language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.Move()) with { Subject = Tellings.Child };
        var message = Tellings.Rendered(telling);
        Assert.DoesNotContain("Emil", message.Subject, StringComparison.Ordinal);
        Assert.Contains("Anna Sørensen", message.Text, StringComparison.Ordinal);
        // The beginning is what differs; the steps are those of every other message.
        Snapshot.Matches(string.Join('\n', message.Text.Split('\n').Take(10)) + "\n", $"{nameof(A_guardian_reads_whom_the_message_is_about)}.{language}");
        Assert.DoesNotContain("guardian", Tellings.Rendered(telling with { Subject = telling.Reader }).Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("da"), InlineData("en"), InlineData("cs")]
    public async Task Who_may_say_no_is_told_how(string language)
    {
        var optional = Tellings.To(language, language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.JobLoss());
        var link = new Uri("https://example.org/no?t=a_b");
        Snapshot.Matches($"{About(optional with { Unsubscribe = link })}\n\n{About(optional)}\n", $"{nameof(Who_may_say_no_is_told_how)}.{language}");
        Assert.Equal(link, Tellings.Rendered(optional with { Unsubscribe = link }).Unsubscribe);

        static string About(Engine.Rendering.Telling telling) => string.Join("\n\n", Tellings.Rendered(telling).Text.Split("\n\n").SkipWhile(p => !AboutHeading().IsMatch(p)).Take(4));
    }

    [Fact]
    public async Task A_mandatory_life_event_offers_no_way_out() =>
        Assert.DoesNotContain("You decide", Tellings.Rendered(Tellings.To("en", await Tellings.Move())).Text, StringComparison.Ordinal);

    [GeneratedRegex("<h([1-6])")]
    private static partial Regex Heading();

    [GeneratedRegex("^(Derfor får|Why you get|Proč vám)")]
    private static partial Regex AboutHeading();
}
