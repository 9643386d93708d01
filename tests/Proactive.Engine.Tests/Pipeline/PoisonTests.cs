using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>An event that the program cannot digest must not stop the others.</summary>
public sealed class PoisonTests
{
    const string Moved = """{"specversion":"1.0","id":"ID","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"SUBJECT","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}}""";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_kept_with_the_place_of_the_fault_and_the_others_go_on()
    {
        var keys = new CitizenKeys(new byte[32]);
        await using var store = new Spoiled(new MemoryStore(), keys.Of("p-poison"));
        var adult = Scenario.Adult();
        await store.SavePersons([(keys.Of("p-poison"), adult with { Id = "p-poison" }), (keys.Of("p-1"), adult)], Stop);
        var clock = new SimulatedClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
        var flow = new Flow(await RuleBooks.Begin(store, Repository.RuleBook, Repository.RuleFolder), Repository.Templates, store, [new RecordingChannel()], keys, clock);

        var receipts = await flow.Receive([Event("a", "p-1"), Event("b", "p-poison"), Event("c", "p-1")], Stop);

        Assert.Equal([ReceiptStatus.Accepted, ReceiptStatus.Rejected], receipts.Take(2).Select(r => r.Status));
        Assert.Equal(RejectionReason.InternalError, receipts[1].Rejection!.Reason);
        Assert.Null(receipts[2].Rejection);
        var kept = Assert.Single(await store.ListRejected(new RejectedQuery(RejectionReason.InternalError), Stop).ToListAsync(Stop));
        Assert.DoesNotContain("p-poison", kept.Rejection.Detail, StringComparison.Ordinal);
        Assert.Contains("Exception", kept.Rejection.Detail, StringComparison.Ordinal);
    }

    static byte[] Event(string id, string subject) => System.Text.Encoding.UTF8.GetBytes(Moved.Replace("ID", id, StringComparison.Ordinal).Replace("SUBJECT", subject, StringComparison.Ordinal));

    /// <summary>Gives one citizen a file as no version of this program writes it.</summary>
    sealed class Spoiled(MemoryStore inner, CitizenKey poisoned) : WrappedStore(inner)
    {
        static readonly Journey Unfinished = new(
            "j-1", "dk/moving", Repository.RuleBook.Hash, "k-1", "dk.cpr.person-moved.v1", new DateOnly(2026, 11, 1), DateTimeOffset.UnixEpoch, JourneyState.Active, default, 0, DateTimeOffset.UnixEpoch);

        public override async Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) =>
            [.. (await base.Load(keys, cancellation)).Select(c => c.Key == poisoned ? c with { File = c.File with { Journeys = [Unfinished] } } : c)];
    }
}
