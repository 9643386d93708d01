using System.Text;
using Proactive.Cosmos;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>Every verb of the store, with something going wrong at every request it sends.</summary>
public sealed class CosmosOutageTests
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    static readonly Dictionary<string, Func<CosmosWorld, CancellationToken, Task<object?>>> Verbs = new()
    {
        ["load"] = async (w, stop) => string.Join(' ', (await w.Store.Load([Key(1), Key(2), Key(3)], stop)).Select(c => c.File.Version)),
        ["first save"] = async (w, stop) => string.Join(' ', await w.Store.SaveFiles([await w.Change(3, "c", stop)], stop)),
        ["save"] = async (w, stop) => string.Join(' ', await w.Store.SaveFiles([await w.Change(1, "c", stop), await w.Change(3, "c", stop)], stop)),
        ["overtaken save"] = async (w, stop) => string.Join(' ', await w.Store.SaveFiles([new FileChange(CitizenFile.Empty(Key(1)), [CosmosWorld.LineOf(1, "c")])], stop)),
        ["persons"] = async (w, stop) => string.Join(' ', await w.Store.SavePersons([(Key(1), new Person { Id = "1b" }), (Key(3), new Person { Id = "3" }), (Key(1), new Person { Id = "1c" })], stop)),
        ["take what is due"] = async (w, stop) => string.Join(' ', (await w.Store.TakeDue(Morning, 10, Lease, stop)).Select(c => c.Key)),
        ["take who is due"] = async (w, stop) => (await w.Store.TakeDue(Key(2), Morning, Lease, stop))?.Key,
        ["erase"] = async (w, stop) => await w.Store.Erase(Key(1), Morning, stop),
        ["erase and reconcile"] = async (w, stop) =>
        {
            var erased = await w.Store.Erase(Key(2), Morning, stop);
            await w.Store.Reconcile(stop);
            return erased;
        },
        ["reconcile"] = (w, stop) => Done(w.Store.Reconcile(stop)),
        ["reject"] = (w, stop) => Done(w.Store.KeepRejected([Rejected("r-1"), Rejected("r-2")], stop)),
        ["remove what was rejected"] = (w, stop) => Done(w.Store.RemoveRejected("r-0", stop)),
        ["note"] = (w, stop) => Done(w.Store.KeepNote("hold", "second", stop)),
        ["no note"] = (w, stop) => Done(w.Store.KeepNote("hold", null, stop)),
        ["rule book"] = async (w, stop) =>
        {
            var files = new ContentFolder("rules", new Dictionary<string, string> { ["a.yaml"] = "b" });
            await w.Store.KeepRuleBook(files, stop);
            return (await w.Store.FindRuleBook(files.Hash, stop))!.Hash;
        },
        ["audit"] = async (w, stop) => (await w.Store.AppendAudit(CosmosWorld.Did("done"), stop)).Number,
        ["figures"] = (w, stop) => Done(w.Store.AddFigures([CosmosWorld.Count("events", 2)], stop)),
        ["proposal"] = async (w, stop) => await w.Store.SaveProposal(Proposed("p-1"), stop),
        ["everything that is read"] = async (w, _) => await w.Describe(),
    };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> EveryVerbAndFault()
    {
        var data = new TheoryData<string, string>();
        foreach (var verb in Verbs.Keys) data.Add(verb, "unavailable");
        foreach (var verb in EveryVerbThatWrites) data.Add(verb.Data, "answer lost");
        // What the client makes of these is alike for all.
        foreach (var verb in new[] { "save", "take what is due" })
            foreach (var fault in new[] { "request lost", "throttled" }) data.Add(verb, fault);
        return data;
    }

    [Theory, MemberData(nameof(EveryVerbAndFault))]
    public async Task Whichever_request_goes_wrong_once_the_verb_does_what_it_does_and_does_it_once(string verb, string what)
    {
        var fault = what switch { "answer lost" => Fault.LostAnswer, "request lost" => Fault.LostRequest, "unavailable" => Fault.Unavailable, _ => Fault.Throttled(TimeSpan.FromMilliseconds(1)) };
        var (wanted, left, requests) = await Run(verb, (_, _) => { });
        Assert.InRange(requests, 1, 60);
        for (var at = 0; at < requests; at++)
        {
            var (result, after, sent) = await Run(verb, (world, _) => world.Fail(fault, at));
            Assert.Equal((wanted, left), (result, after));
            Assert.InRange(sent, requests, requests + 8);
        }
    }

    public static TheoryData<string> EveryVerbThatWrites => [.. Verbs.Keys.Except(["load", "everything that is read"])];

    [Theory, MemberData(nameof(EveryVerbThatWrites))]
    public async Task A_process_that_dies_at_any_request_leaves_what_it_began_to_be_finished_or_nothing(string verb)
    {
        var (_, after, requests) = await Run(verb, (_, _) => { });
        var (_, before, _) = await Run(null, (_, _) => { });
        var kinds = new HashSet<string>();
        for (var at = 0; at < requests; at++)
        {
            await using var world = await Filled(tries: 0);
            using var death = new CancellationTokenSource();
            var sent = -1;
            // This one is still carried out, and nothing that it sends after its death arrives.
            world.Server.Faults = _ =>
            {
                var number = Interlocked.Increment(ref sent);
                if (number < at) return Fault.None;
                death.Cancel();
                return number == at ? Fault.LostAnswer : Fault.LostRequest;
            };
            try
            {
                await Verbs[verb](world, death.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(death.IsCancellationRequested);
            }

            world.Mend();
            var survivor = await world.Open();
            await survivor.Reconcile(Stop);
            await survivor.Reconcile(Stop);
            kinds.Add(await CosmosWorld.Describe(survivor));
        }

        // Verbs about several citizens or events may have got to some of them.
        if (verb is not ("save" or "persons" or "reject")) Assert.Subset(new HashSet<string> { before, after }, kinds);
        Assert.All(kinds, k => Assert.Contains("audit is whole: True", k, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_all_tries_fail_the_store_says_which_one_could_not_do_what_and_quotes_nothing()
    {
        await using var world = await Filled(tries: 1);
        world.Fail(Fault.Unavailable, many: int.MaxValue);
        var failed = await Assert.ThrowsAsync<StoreException>(() => world.Store.Load([Key(1)], Stop));
        Assert.Equal("The store cosmos proactive at cosmos.test could not load citizens: the service is not available (503/0).", failed.Message);
        Assert.Equal((StoreFault.Busy, "load citizens"), (failed.Fault, failed.Operation));
        Assert.DoesNotContain(Key(1).Value, failed.ToString(), StringComparison.Ordinal);

        world.Fail(Fault.Throttled(TimeSpan.FromMilliseconds(1)), many: int.MaxValue);
        failed = await Assert.ThrowsAsync<StoreException>(async () => await world.Store.SaveFiles([new FileChange(CitizenFile.Empty(Key(3)), [])], Stop));
        Assert.Equal((StoreFault.Busy, "save files"), (failed.Fault, failed.Operation));
        Assert.Contains("no room for more requests now (429)", failed.Message, StringComparison.Ordinal);

        world.Fail(Fault.LostRequest, many: int.MaxValue);
        failed = await Assert.ThrowsAsync<StoreException>(() => world.Store.NextDue(Stop));
        Assert.Equal((StoreFault.Busy, "find what is due next"), (failed.Fault, failed.Operation));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go()
    {
        await using var world = await Filled();
        using var giveUp = new CancellationTokenSource();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Store.Load([Key(1)], giveUp.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Store.SaveFiles([new FileChange(CitizenFile.Empty(Key(3)), [])], giveUp.Token));
    }

    static async Task<CosmosWorld> Filled(int tries = 3)
    {
        var world = await CosmosWorld.Begin(tries);
        await world.Fill();
        await world.Store.KeepRejected([Rejected("r-0")], Stop);
        return world;
    }

    static async Task<(object? Result, string After, int Requests)> Run(string? verb, Action<CosmosWorld, int> prepare)
    {
        await using var world = await Filled();
        var before = world.Server.Requests();
        prepare(world, before);
        var result = verb is null ? null : await Verbs[verb](world, Stop);
        var sent = world.Server.Requests() - before;
        world.Mend();
        return (result, await world.Describe(), sent);
    }

    static async Task<object?> Done(Task verb)
    {
        await verb;
        return "done";
    }

    static RejectedEvent Rejected(string id) => new(id, Morning, new Rejection(RejectionReason.UnknownField, "", ""), "t", "s", id, Encoding.UTF8.GetBytes("{}"));

    static Proposal Proposed(string id) => new(
        id, "dk.municipality", "29a9", new Dictionary<string, string> { ["a.yaml"] = "x" }, new Dictionary<string, string?> { ["a.yaml"] = null }, "why", ProposalState.Draft, "Anna", Morning);
}
