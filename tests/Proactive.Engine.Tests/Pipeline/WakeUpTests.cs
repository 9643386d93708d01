using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>What is ordered from whatever wakes the flow, and that nothing rests on it.</summary>
public sealed class WakeUpTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    readonly SortedDictionary<long, DateTimeOffset> _ordered = [];
    readonly List<long> _cancelled = [];
    long _last;
    bool _refuses;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static CitizenKey Anna => new CitizenKeys(new byte[32]).Of("p-1");

    [Fact]
    public async Task A_call_is_ordered_for_the_moment_the_file_is_due_and_the_file_names_it()
    {
        var story = await Moves();
        var file = await story.File();
        Assert.Equal(new WakeUp(file.NextDue!.Value, 1), file.WakeUp);
        Assert.Equal([file.NextDue.Value], _ordered.Values);
    }

    [Fact]
    public async Task Who_is_called_is_sent_what_is_due_and_the_next_call_is_ordered()
    {
        var story = await Moves();
        var call = _ordered.Single();
        story.Clock.MoveTo(call.Value);
        Assert.Equal(1, await story.Flow.DeliverDue(Anna, Stop));
        Assert.Single(story.Email.Messages);
        var file = await story.File();
        Assert.True(file.NextDue > call.Value);
        // The one that came is over, and nobody is asked to cancel it.
        Assert.Equal([call, KeyValuePair.Create(file.WakeUp!.Number, file.NextDue!.Value)], _ordered);
        Assert.Empty(_cancelled);
    }

    [Fact]
    public async Task A_call_that_comes_twice_or_too_early_or_for_nobody_sends_nothing()
    {
        var story = await Moves();
        Assert.Equal(0, await story.Flow.DeliverDue(Anna, Stop));
        story.Clock.MoveTo(_ordered.Values.Single());
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => story.Flow.DeliverDue(Anna, Stop)));
        Assert.Equal(0, await story.Flow.DeliverDue(new CitizenKey("nobody"), Stop));
        Assert.Single(story.Email.Messages);
    }

    [Fact]
    public async Task Nobody_is_sent_anything_by_a_call_during_a_hold()
    {
        var story = await Moves();
        story.Clock.MoveTo(_ordered.Values.Single());
        await story.Flow.Holds.Put(new Hold("asked", story.Clock.GetUtcNow()), Stop);
        Assert.Equal(0, await story.Flow.DeliverDue(Anna, Stop));
        await story.Flow.Holds.Release(Stop);
        Assert.Equal(1, await story.Flow.DeliverDue(Anna, Stop));
    }

    [Fact]
    public async Task The_call_is_cancelled_when_a_registry_says_that_the_step_is_done()
    {
        var story = await Moves();
        story.Clock.MoveTo(_ordered.Values.Single());
        await story.Flow.DeliverDue(Anna, Stop);
        var reminder = _ordered.Last();
        await story.Hears("dk.cpr.address-registered.v1", """{"registeredOn":"2026-11-09"}""");
        Assert.DoesNotContain(reminder.Key, _ordered.Keys);
        Assert.Equal([reminder.Key], _cancelled);
    }

    [Fact]
    public async Task The_call_is_cancelled_when_the_event_is_annulled()
    {
        var story = await Moves();
        await story.Hears("dk.cpr.person-move-annulled.v1", """{"eventId":"person-moved-1"}""");
        Assert.Empty(_ordered);
        Assert.Null((await story.File()).WakeUp);
    }

    [Fact]
    public async Task Where_no_call_could_be_ordered_the_file_is_saved_all_the_same_and_found_when_it_is_due()
    {
        _refuses = true;
        var story = await Moves();
        Assert.Null((await story.File()).WakeUp);
        story.Clock.MoveTo((await story.File()).NextDue!.Value);
        Assert.Equal(1, await story.Flow.DeliverDue(Stop));
    }

    [Fact]
    public async Task The_call_of_a_change_that_was_overtaken_is_cancelled()
    {
        var story = await Moves();
        var calls = new WakeUps(Order, Cancel);
        var stale = new FileChange(await story.File() with { WakeUp = null, Version = 0 }, []);
        var ordered = await calls.OrderFor([stale], story.Clock.GetUtcNow(), Stop);
        Assert.Equal(2, _ordered.Count);
        await calls.CancelUnnamed([stale], ordered, new HashSet<CitizenKey> { Anna }, story.Clock.GetUtcNow(), Stop);
        Assert.Equal([1], _ordered.Keys);
    }

    async Task<Scenario> Moves()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(), options: new FlowOptions { WakeUps = new WakeUps(Order, Cancel) });
        return await story.Hears(Moved, Facts);
    }

    Task<IReadOnlyList<long?>> Order(IReadOnlyList<(CitizenKey Citizen, DateTimeOffset At)> calls, CancellationToken cancellation)
    {
        if (_refuses) return Task.FromResult<IReadOnlyList<long?>>([.. calls.Select(_ => (long?)null)]);
        return Task.FromResult<IReadOnlyList<long?>>([.. calls.Select(call =>
        {
            _ordered.Add(++_last, call.At);
            return (long?)_last;
        })]);
    }

    Task Cancel(IReadOnlyList<long> numbers, CancellationToken cancellation)
    {
        _cancelled.AddRange(numbers);
        foreach (var number in numbers) _ordered.Remove(number);
        return Task.CompletedTask;
    }
}
