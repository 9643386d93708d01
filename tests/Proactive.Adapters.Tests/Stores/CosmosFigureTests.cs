using System.Text.Json.Nodes;
using Proactive.Cosmos;
using Proactive.Testing;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>Figures are added up beside those who count, and every count is in the sum exactly once at every moment.</summary>
public sealed class CosmosFigureTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_reads_at_any_moment_of_a_roll_reads_every_count_once()
    {
        await using var world = await Counted(7);
        var reader = await world.Open();
        var reads = 0;
        world.Server.Faults = _ =>
        {
            var faults = world.Server.Faults;
            world.Mend();
            Assert.Equal("7 1", Sum(reader).GetAwaiter().GetResult());
            reads++;
            world.Server.Faults = faults;
            return Fault.None;
        };
        await world.Store.Reconcile(Stop);
        world.Mend();
        Assert.InRange(reads, 10, 100);
        Assert.Equal("7 1", await Sum(reader));
        Assert.Equal((0, 2), (Fragments(world).Count(f => f["counts"] is not null), Totals(world).Count()));
    }

    [Fact]
    public async Task A_roll_that_breaks_off_anywhere_and_is_taken_over_adds_everything_once()
    {
        for (var at = 0; ; at++)
        {
            var clock = new ManualClock(Morning);
            await using var world = await Counted(5, clock);
            var survivor = await world.Open(clock: clock);
            using var death = new CancellationTokenSource();
            var sent = -1;
            world.Server.Faults = _ =>
            {
                if (Interlocked.Increment(ref sent) < at) return Fault.None;
                death.Cancel();
                return sent == at ? Fault.LostAnswer : Fault.LostRequest;
            };
            var broke = await Record.ExceptionAsync(() => world.Store.Reconcile(death.Token)) is not null;
            world.Mend();
            Assert.Equal("5 1", await Sum(survivor));
            await survivor.AddFigures([CosmosWorld.Count("journeys", 2)], Stop);
            await survivor.Reconcile(Stop);
            Assert.Equal("7 1", await Sum(survivor));

            // Until its turn is over, the dead one might still be at it.
            clock.Advance(TimeSpan.FromMinutes(6));
            await survivor.Reconcile(Stop);
            Assert.Equal("7 1", await Sum(survivor));
            Assert.All(Fragments(world), f => Assert.Null(f["counts"]));
            if (!broke) break;
            Assert.InRange(at, 0, 100);
        }
    }

    [Fact]
    public async Task A_fragment_that_is_brought_again_after_it_was_rolled_is_not_counted_again()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        var change = await world.Change(1, "c");
        // Its last request, by which the outbox is emptied, never arrives.
        world.Server.Faults = request => CosmosServer.KindOf(request) == RequestKind.Replace && sentWithoutOutbox(request) ? Fault.Unavailable : Fault.None;
        await world.Store.SaveFiles([change], Stop);
        var late = await world.Open();
        var pages = 0;
        world.Server.Faults = request =>
        {
            // The late one has read what is pending; before it goes on, another does all of it.
            if (CosmosServer.KindOf(request) != RequestKind.Create || pages++ > 0) return Fault.None;
            world.Mend();
            world.Store.Reconcile(Stop).GetAwaiter().GetResult();
            return Fault.None;
        };
        await late.Reconcile(Stop);
        Assert.Equal(1, pages);
        Assert.Equal(3, (await late.ReadFigures(CosmosWorld.Day, CosmosWorld.Day, Stop)).Single().Count);
        await world.Store.Reconcile(Stop);
        Assert.Equal(3, (await late.ReadFigures(CosmosWorld.Day, CosmosWorld.Day, Stop)).Single().Count);

        static bool sentWithoutOutbox(HttpRequestMessage request) => !request.Content!.ReadAsStringAsync().GetAwaiter().GetResult().Contains("\"outbox\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_that_roll_at_once_while_others_count_lose_nothing_and_add_nothing_twice()
    {
        var clock = new ManualClock(Morning);
        await using var world = await CosmosWorld.Begin();
        CosmosStore[] stores = [await world.Open(clock: clock), await world.Open(clock: clock)];
        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Task.Run(async () =>
        {
            await stores[n % 2].AddFigures([CosmosWorld.Count("journeys", 1)], Stop);
            if (n % 10 == 0) clock.Advance(TimeSpan.FromMinutes(6));
            if (n % 3 == 0) await stores[n % 2].Reconcile(Stop);
        })));
        Assert.Equal("60 ", await Sum(stores[0]));
        clock.Advance(TimeSpan.FromMinutes(6));
        await stores[1].Reconcile(Stop);
        Assert.Equal("60 ", await Sum(stores[1]));
        Assert.All(Fragments(world), f => Assert.Null(f["counts"]));
    }

    [Fact]
    public async Task More_fragments_than_one_roll_takes_are_all_rolled()
    {
        await using var world = await Counted(0);
        await Task.WhenAll(Enumerable.Range(0, 850).Select(_ => world.Store.AddFigures([CosmosWorld.Count("events", 1)], Stop)));
        await world.Store.Reconcile(Stop);
        Assert.Equal(850, (await world.Store.ReadFigures(CosmosWorld.Day, CosmosWorld.Day, Stop)).Single().Count);
        Assert.All(Fragments(world), f => Assert.Equal((null, 86400), ((string?)f["waiting"], (int?)f["ttl"])));
    }

    /// <summary>So many counts on one day, and one on the next.</summary>
    static async Task<CosmosWorld> Counted(int counts, TimeProvider? clock = null)
    {
        var world = await CosmosWorld.Begin(clock: clock);
        for (var n = 0; n < counts; n++) await world.Store.AddFigures([CosmosWorld.Count("journeys", 1)], Stop);
        if (counts > 0) await world.Store.AddFigures([CosmosWorld.Count("journeys", 1) with { Figure = CosmosWorld.Count("journeys", 1).Figure with { Day = CosmosWorld.Day.AddDays(1) } }], Stop);
        return world;
    }

    static async Task<string> Sum(CosmosStore store)
    {
        var figures = await store.ReadFigures(CosmosWorld.Day, CosmosWorld.Day.AddDays(1), Stop);
        return $"{figures.Where(f => f.Figure.Day == CosmosWorld.Day).Sum(f => f.Count)} {figures.SingleOrDefault(f => f.Figure.Day > CosmosWorld.Day)?.Count}";
    }

    static IEnumerable<JsonNode> Records(CosmosWorld world) => world.Server.Documents("proactive", "records").Select(d => JsonNode.Parse(d)!);

    static IEnumerable<JsonNode> Fragments(CosmosWorld world) => Records(world).Where(d => ((string)d["kind"]!).StartsWith("figures-", StringComparison.Ordinal));

    static IEnumerable<JsonNode> Totals(CosmosWorld world) => Records(world).Where(d => d["day"] is not null);
}
