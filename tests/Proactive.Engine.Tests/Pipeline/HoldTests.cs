using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>Clock faults and restored backups: nothing is sent until a person says so.</summary>
public sealed class HoldTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_there_is_a_hold_events_are_taken_in_and_nothing_is_sent()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await story.Flow.Holds.Put(new Hold("restored-backup", story.Clock.GetUtcNow()), Stop);
        await story.Hears(Moved, Facts);
        story.Clock.MoveTo(story.Clock.GetUtcNow().AddHours(3));
        Assert.Equal(0, await story.Flow.DeliverDue(Stop));
        Assert.Empty(story.Email.Messages);

        Assert.Equal(0, await story.Flow.ReleaseHold(skipDue: false, Stop));
        Assert.Equal(1, await story.Flow.DeliverDue(Stop));
        Assert.Null(await story.Flow.Holds.Current(Stop));
    }

    [Fact]
    public async Task What_is_due_may_be_skipped_when_a_hold_is_released_and_what_comes_later_is_sent()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await story.Hears(Moved, Facts);
        story.Clock.MoveTo(story.Clock.GetUtcNow().AddHours(3));
        await story.Flow.Holds.Put(new Hold("restored-backup", story.Clock.GetUtcNow()), Stop);
        Assert.Equal(1, await story.Flow.ReleaseHold(skipDue: true, Stop));
        await story.Until("2026-11-30T12:00");
        Assert.DoesNotContain(story.Email.Messages, m => m.Kind == NoticeKind.Start);
        Assert.Equal(NoticeState.Expired, (await story.File()).Notices.First(n => n.Kind == NoticeKind.Start).State);
        Assert.Contains(story.Email.Messages, m => m.Kind == NoticeKind.Reminder);
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_of_the_time_that_passed_holds_everything()
    {
        var (store, clock) = (new MemoryStore(), new TwoClocks());
        var holds = new Holds(store, clock, watchClock: true);
        Assert.Null(await holds.Current(Stop));
        clock.Pass(TimeSpan.FromDays(2));
        Assert.Null(await holds.Current(Stop));
        var before = clock.GetUtcNow();
        clock.Jump(TimeSpan.FromDays(365));
        Assert.Equal(new Hold("clock-jumped", before), await holds.Current(Stop));
        await holds.Release(Stop);
        Assert.Null(await holds.Current(Stop));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_holds_nothing()
    {
        var (store, clock) = (new MemoryStore(), new TwoClocks());
        var holds = new Holds(store, clock, watchClock: true);
        await holds.Current(Stop);
        clock.Jump(TimeSpan.FromHours(-1));
        Assert.Null(await holds.Current(Stop));
        clock.Pass(TimeSpan.FromHours(2));
        Assert.Null(await holds.Current(Stop));
    }

    [Theory, InlineData(13, null), InlineData(15, "not-run-for-long")]
    public async Task A_program_that_did_not_run_for_long_asks_before_it_sends(int days, string? expected)
    {
        var (store, clock) = (new MemoryStore(), new TwoClocks());
        await new Holds(store, clock, watchClock: true).Current(Stop);
        clock.Pass(TimeSpan.FromDays(days));
        Assert.Equal(expected, (await new Holds(store, clock, watchClock: true).Current(Stop))?.Reason);
    }

    [Fact]
    public async Task A_clock_set_by_hand_is_not_watched()
    {
        var (store, clock) = (new MemoryStore(), new TwoClocks());
        var holds = new Holds(store, clock, watchClock: false);
        await holds.Current(Stop);
        clock.Jump(TimeSpan.FromDays(365));
        Assert.Null(await holds.Current(Stop));
    }

    [Fact]
    public async Task After_a_jump_back_nothing_is_sent_twice()
    {
        var (story, clock) = (await Scenario.Begin("2026-11-09T10:00", Scenario.Adult()), new TwoClocks());
        await story.Hears(Moved, Facts);
        await story.Until("2026-11-09T14:00");
        clock.Jump(story.Clock.GetUtcNow().AddHours(-2) - clock.GetUtcNow());
        var earlier = new Flow(story.Rules, Repository.Templates, story.Store, [story.Email], story.Keys, clock);
        for (var i = 0; i < 5; i++)
        {
            await earlier.DeliverDue(Stop);
            clock.Pass(TimeSpan.FromHours(1));
        }

        Assert.Single(story.Email.Messages);
    }

    /// <summary>The clock on the wall and the time that has passed.</summary>
    sealed class TwoClocks : TimeProvider
    {
        DateTimeOffset _wall = new(2026, 11, 9, 10, 0, 0, TimeSpan.Zero);
        TimeSpan _passed;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _passed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => (_wall, _passed) = (_wall + time, _passed + time);

        public void Jump(TimeSpan time) => _wall += time;
    }
}
