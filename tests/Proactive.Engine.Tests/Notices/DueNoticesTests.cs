using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Notices;

/// <summary>What becomes of a notice that is due, and with which reason.</summary>
public sealed class DueNoticesTests
{
    static readonly RuleBook Book = RuleFolders.Book(RuleFolders.With());

    /// <summary>A Monday, 10 o'clock in Copenhagen.</summary>
    static readonly DateTimeOffset Now = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);

    static readonly Journey Move = new(
        "j-1", "xx/moving", Book.Hash, "e-1", "x.moved.v1", new DateOnly(2026, 11, 7), Now, JourneyState.Active,
        [new Step("report", StepState.Open, null, new DateOnly(2026, 11, 12), [new DateOnly(2026, 11, 10)], false)], 0, Now);

    static Notice Reminder(DateTimeOffset intent, DateTimeOffset? due = null, int number = 0) => Of(NoticeKind.Reminder, intent, due, number);

    static Notice Of(NoticeKind kind, DateTimeOffset intent, DateTimeOffset? due = null, int number = 0) => new(
        Notice.IdOf("j-1", kind, "report", number), "j-1", kind, "report", number, WallTime.Of(TimeZoneInfo.ConvertTime(intent, Book.Guide("xx/moving")!.Country.Zone).DateTime, Book.Guide("xx/moving")!.Country.Zone),
        due ?? intent, NoticeState.Planned, ["report"]);

    static Notice Take(Notice notice, DateTimeOffset? now = null, bool knowsPerson = true) =>
        Assert.Single(DueNotices.Take([notice], [Move], Readers.Only(knowsPerson ? Scenario.Adult() : null), new RuleShelf(Book), now ?? Now));

    [Fact]
    public void What_is_due_goes_out() => Assert.Equal((NoticeState.Sending, null), StateOf(Take(Reminder(Now))));

    [Fact]
    public void Somebody_of_whom_nothing_is_known_is_not_written_to() => Assert.Equal((NoticeState.Held, "unknown-person"), StateOf(Take(Reminder(Now), knowsPerson: false)));

    [Fact]
    public void What_no_rule_book_explains_is_held()
    {
        var taken = DueNotices.Take([Reminder(Now)], [Move with { Guide = "xx/gone" }], Readers.Only(Scenario.Adult()), new RuleShelf(Book), Now);
        Assert.Equal((NoticeState.Held, "not-in-rule-book"), StateOf(Assert.Single(taken)));
    }

    [Theory]
    [InlineData(NoticeKind.Reminder, 15)]
    [InlineData(NoticeKind.Start, 91)]
    public void What_is_of_no_use_any_more_expires(NoticeKind kind, int days) =>
        Assert.Equal((NoticeState.Expired, "too-late-to-help"), StateOf(Take(Of(kind, Now.AddDays(-days)))));

    [Fact]
    public void At_night_it_waits_for_the_morning()
    {
        var taken = Take(Reminder(Now), Now.AddHours(10));
        Assert.Equal((NoticeState.Planned, "office-hours"), StateOf(taken));
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 7, 0, 0, TimeSpan.Zero), taken.Due);
    }

    [Fact]
    public void If_the_zones_rules_have_changed_since_it_was_planned_it_waits_for_the_clock_on_the_wall()
    {
        // Planned when 11 o'clock was an hour earlier than it is now.
        var taken = Take(Reminder(Now.AddHours(1), due: Now));
        Assert.Equal((NoticeState.Planned, null), StateOf(taken));
        Assert.Equal(Now.AddHours(1), taken.Due);
    }

    [Fact]
    public void Reminders_that_one_message_tells_count_as_one()
    {
        var taken = DueNotices.Take([.. Enumerable.Range(0, 9).Select(i => Reminder(Now, number: i))], [Move], Readers.Only(Scenario.Adult()), new RuleShelf(Book), Now);
        Assert.Single(taken, n => n.State == NoticeState.Sending);
        Assert.All(taken.Where(n => n.State != NoticeState.Sending), n => Assert.StartsWith("told-in-", n.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reminder_is_needless_when_the_whole_list_goes_out_at_the_same_time()
    {
        var taken = DueNotices.Take([Reminder(Now), Of(NoticeKind.Change, Now)], [Move], Readers.Only(Scenario.Adult()), new RuleShelf(Book), Now);
        Assert.Equal([(NoticeKind.Reminder, NoticeState.Suppressed), (NoticeKind.Change, NoticeState.Sending)], taken.Select(n => (n.Kind, n.State)));
    }

    [Fact]
    public void One_message_too_many_waits_for_tomorrow()
    {
        var journeys = Enumerable.Range(0, (DueNotices.MaxPerDay * 5) + 2).Select(i => Move with { Id = $"j-{i:d2}" }).ToList();
        var taken = DueNotices.Take([.. journeys.Select(j => Reminder(Now) with { Id = $"n-{j.Id}", JourneyId = j.Id })], [.. journeys], Readers.Only(Scenario.Adult()), new RuleShelf(Book), Now);
        Assert.Equal(DueNotices.MaxPerDay, taken.Count(n => n is { State: NoticeState.Sending, ToldIn: null }));
        Assert.Equal((NoticeState.Planned, "daily-limit"), StateOf(taken[^1]));
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 7, 0, 0, TimeSpan.Zero), taken[^1].Due);
    }

    static (NoticeState, string?) StateOf(Notice notice) => (notice.State, notice.Reason);
}
