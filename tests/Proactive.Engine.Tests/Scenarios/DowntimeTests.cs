using System.Globalization;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>The host was down or the rules ran wild: what piled up does not go out in a heap.</summary>
public sealed class DowntimeTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string WithChild = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""";

    // Nothing is sent meanwhile.
    static void Down(Scenario story, string local) =>
        story.Clock.MoveTo(DateTimeOffset.Parse($"{local}+01:00", CultureInfo.InvariantCulture));

    [Fact]
    public async Task After_three_days_down_one_reminder_tells_of_all_that_is_left()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        await story.Hears(Moved, WithChild);
        await story.Until("2026-11-09T18:00");
        Down(story, "2026-11-13T10:00");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(After_three_days_down_one_reminder_tells_of_all_that_is_left));
        Assert.Equal(2, story.Email.Messages[^1].Text.Split("The deadline was").Length - 1);
    }

    [Fact]
    public async Task If_the_host_was_down_before_the_first_notice_that_one_tells_all()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        await story.Hears(Moved, WithChild);
        Down(story, "2026-11-13T10:00");
        await story.Until("2026-12-31T12:00");
        Snapshot.Matches(story.Story, nameof(If_the_host_was_down_before_the_first_notice_that_one_tells_all));
    }

    [Fact]
    public async Task Two_reminders_of_the_same_step_that_are_due_together_say_it_once()
    {
        var book = RuleFolders.Book(RuleFolders.WithTown("[due - days(2)]", "[due - days(2), due - days(1)]"));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), book);
        await story.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await story.Until("2026-11-09T18:00");
        Down(story, "2026-11-12T10:00");
        await story.Until("2026-12-31T12:00");
        Assert.Equal(["Start", "Reminder"], story.Email.Messages.Select(m => m.Kind.ToString()));
        Assert.DoesNotContain("\n2. ", story.Email.Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_remind_every_day_of_every_move_reach_nobody_more_often_than_the_limit()
    {
        var days = string.Join(", ", Enumerable.Range(1, 25).Select(d => $"due - days({d})"));
        var book = RuleFolders.Book(RuleFolders.With(("xx/moving/town.yaml", RuleFolders.Town
            .Replace("due: effective + days(5)", "due: effective + days(30)", StringComparison.Ordinal).Replace("[due - days(2)]", $"[{days}]", StringComparison.Ordinal))));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), book);
        for (var i = 2; i < 11; i++)
            await story.Hears("x.moved.v1", $$"""{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"{{i}}"} }""");
        await story.Until("2027-01-31T12:00");
        var sent = new List<LogEntry>();
        await foreach (var entry in story.Store.SearchLog(new LogQuery(State: NoticeState.Sent), CancellationToken.None)) sent.Add(entry);
        Assert.True(sent.Count > 50);
        // What another message tells of is no message of its own.
        Assert.All(sent.Where(s => s.Reason is null).GroupBy(s => s.At.Date), day => Assert.InRange(day.Count(), 1, DueNotices.MaxPerDay));
    }

    [Theory]
    [InlineData("en", "The deadline was")]
    [InlineData("da", "Fristen var")]
    [InlineData("cs", "Termín byl")]
    public async Task A_deadline_that_is_past_when_the_event_comes_is_called_past(string language, string words)
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(language));
        await story.Hears(language == "cs" ? "cz.cssz.employment-ended.v1" : Moved, language == "cs" ? """{"endedOn":"2026-10-01","insurer":"111","insuredMonths":24}""" : WithChild.Replace("2026-11-07", "2026-10-01", StringComparison.Ordinal));
        await story.Until("2026-12-31T12:00");
        var start = Assert.Single(story.Email.Messages, m => m.Kind == NoticeKind.Start);
        Assert.Contains(words, start.Text, StringComparison.Ordinal);
        // 6 October, the first deadline, cannot be kept any more; no heading names it.
        Assert.DoesNotMatch(@"\b6\b|-", start.Subject);
    }
}
