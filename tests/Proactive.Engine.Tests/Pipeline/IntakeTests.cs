using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

public sealed class IntakeTests : IAsyncLifetime
{
    readonly GatedStore _store = new(new MemoryStore());
    Flow _flow = null!;
    Intake _intake = null!;

    public async ValueTask InitializeAsync()
    {
        var keys = new CitizenKeys(new byte[32]);
        await _store.SavePersons([(keys.Of("p-1"), Scenario.Adult()), (keys.Of("p-2"), Scenario.Adult())], TestContext.Current.CancellationToken);
        var clock = new SimulatedClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
        _flow = new Flow(await RuleBooks.Begin(_store, Repository.RuleBook, Repository.RuleFolder), Repository.Templates, _store, [new RecordingChannel()], keys, clock);
        _intake = new Intake(_flow, maxWaiting: 100);
    }

    [Fact]
    public async Task Events_that_come_while_a_commit_is_under_way_share_the_next_one()
    {
        _store.Shut();
        var first = _intake.Receive(Move("first"));
        await _store.Reached;
        var others = Enumerable.Range(0, 50).Select(i => _intake.Receive(Move($"m-{i}"))).ToList();
        _store.Open();
        Assert.All(await Task.WhenAll(others.Append(first)), r => Assert.Equal(ReceiptStatus.Accepted, r.Status));
        Assert.Equal(2, _store.Commits);
    }

    [Fact]
    public async Task What_concerns_others_is_planned_while_a_commit_is_under_way()
    {
        _store.Shut();
        var first = _intake.Receive(Move("first"));
        await _store.Another();
        var other = _intake.Receive(Move("other", "p-2"));
        await _store.Another();
        Assert.False(first.IsCompleted || other.IsCompleted);
        _store.Open();
        Assert.All(await Task.WhenAll(first, other), r => Assert.Equal(ReceiptStatus.Accepted, r.Status));
    }

    [Fact]
    public async Task What_concerns_the_same_citizen_waits_and_finds_what_was_saved()
    {
        _store.Shut();
        var first = _intake.Receive(Move("first"));
        await _store.Another();
        var other = _intake.Receive(Move("other", "p-2"));
        await _store.Another();
        var again = new[] { _intake.Receive(Move("second")), _intake.Receive(Move("other", "p-2")) };
        _store.Open();
        await Task.WhenAll(first, other);
        Assert.Equal([ReceiptStatus.Accepted, ReceiptStatus.Duplicate], (await Task.WhenAll(again)).Select(r => r.Status));
        // Planned on what was there before, the second would have been overtaken and saved twice.
        Assert.Equal(3, _store.Commits);
    }

    [Fact]
    public async Task Nobody_is_told_before_the_commit()
    {
        _store.Shut();
        var waiting = _intake.Receive(Move("first"));
        await _store.Reached;
        Assert.False(waiting.IsCompleted);
        _store.Open();
        Assert.Equal(ReceiptStatus.Accepted, (await waiting).Status);
    }

    [Fact]
    public async Task A_full_intake_has_no_room_and_callers_wait_and_nothing_is_dropped()
    {
        _store.Shut();
        var all = new List<Task<Receipt>> { _intake.Receive(Move("first")) };
        await _store.Reached;
        all.AddRange(Enumerable.Range(0, 100).Select(i => _intake.Receive(Move($"m-{i}"))));
        Assert.False(_intake.HasRoom);
        all.Add(_intake.Receive(Move("one too many")));
        _store.Open();
        Assert.All(await Task.WhenAll(all), r => Assert.Equal(ReceiptStatus.Accepted, r.Status));
        Assert.True(_intake.HasRoom);
    }

    [Fact]
    public async Task The_same_event_twice_in_one_commit_is_taken_in_once()
    {
        var receipts = await _flow.Receive([Move("a"), Move("a"), Move("b")]);
        Assert.Equal([ReceiptStatus.Accepted, ReceiptStatus.Duplicate, ReceiptStatus.Accepted], receipts.Select(r => r.Status));
    }

    [Fact]
    public async Task When_the_store_fails_each_caller_learns_it_and_may_come_again()
    {
        _store.Fail = true;
        var waiting = new[] { _intake.Receive(Move("a")), _intake.Receive(Move("b")) };
        foreach (var caller in waiting) await Assert.ThrowsAsync<IOException>(() => caller);
        _store.Fail = false;
        Assert.Equal(ReceiptStatus.Accepted, (await _intake.Receive(Move("a"))).Status);
        Assert.Equal(ReceiptStatus.Accepted, (await _intake.Receive(Move("b"))).Status);
    }

    [Fact]
    public async Task What_comes_again_because_the_disk_was_full_is_no_flood()
    {
        var stop = TestContext.Current.CancellationToken;
        // One a day for a week; then six on a day are unusual.
        await _store.KeepNote("volume dk.cpr.person-moved.v1", string.Join(' ', Enumerable.Range(1, 8).Select(day => $"2026-11-0{day}=1")), stop);
        var flow = new Flow(await RuleBooks.Begin(_store, Repository.RuleBook, Repository.RuleFolder, stop), Repository.Templates, _store, [new RecordingChannel()],
            new CitizenKeys(new byte[32]), new SimulatedClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero)), new FlowOptions { UnusualVolumeFrom = 2 });
        _store.Fail = true;
        for (var i = 0; i < 20; i++) await Assert.ThrowsAsync<IOException>(() => flow.Receive(Move("a"), stop));
        _store.Fail = false;
        Assert.Equal(ReceiptStatus.Accepted, (await flow.Receive(Move("a"), stop)).Status);

        var flood = await flow.Receive([.. Enumerable.Range(0, 10).Select(i => Move($"m-{i}"))], stop);
        Assert.Equal(4, flood.Count(r => r.Status == ReceiptStatus.Accepted));
        Assert.Equal(6, flood.Count(r => r.Status == ReceiptStatus.Held));
    }

    [Fact]
    public async Task One_that_cannot_be_read_does_not_keep_the_others_out()
    {
        var receipts = await _flow.Receive([Move("a"), "{"u8.ToArray(), Move("b")]);
        Assert.Equal([ReceiptStatus.Accepted, ReceiptStatus.Rejected, ReceiptStatus.Accepted], receipts.Select(r => r.Status));
        Assert.Single(await _store.ListRejected(new RejectedQuery(), default).ToListAsync(TestContext.Current.CancellationToken));
    }

    // Other facts for another id: the same ones would be the same move, exported anew.
    static ReadOnlyMemory<byte> Move(string id, string person = "p-1") => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"{{person}}","data":{"movedOn":"2026-11-07","doctorKm":{{id.Aggregate(7, (h, c) => ((h * 31) + c) % 65521)}}.0,"from":{"municipality":"0751"},"to":{"municipality":"0461"} } }""");

    public async ValueTask DisposeAsync()
    {
        await _intake.DisposeAsync();
        await _store.DisposeAsync();
    }
}
