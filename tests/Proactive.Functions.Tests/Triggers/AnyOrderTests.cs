using Azure.Messaging.ServiceBus;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>Messages get lost, come twice and in any order, the store and the bus have no room, the host is gone: it all ends as it does without.</summary>
public sealed class AnyOrderTests
{
    static readonly string[] People = ["p-1", "p-2", "p-3", "p-4"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_happens_to_messages_each_person_gets_what_they_would_have_got(int seed)
    {
        var dice = new Random(seed);
        var events = People.Select((p, i) => World.Moved($"m-{i}", p)).Append(World.Annulled("m-1").Replace("p-1", "p-2", StringComparison.Ordinal)).Append(World.Registered()).Append("no event").ToList();
        var (plain, rough) = (await Begin(), await Begin());
        foreach (var json in events) await plain.Hears(json);

        await TakeIn(rough, dice, [.. events.SelectMany(e => Enumerable.Repeat(e, dice.Next(1, 4)))]);
        Assert.Equal(await Plans(plain), await Plans(rough));
        Assert.Equal(await Reasons(plain), await Reasons(rough));

        await Deliver(plain, new Random(0), loses: 0);
        await Deliver(rough, dice, loses: 0.5);
        Assert.Equal(Mail(plain), Mail(rough));
    }

    static async Task<World> Begin()
    {
        var world = await World.Begin();
        foreach (var id in People) await world.Story.Knows(Scenario.Adult() with { Id = id, Email = $"{id}@example.org" });
        return world;
    }

    // A queue from which messages are taken in any order, and to which they come back until they are settled.
    static async Task TakeIn(World world, Random dice, List<string> events)
    {
        var queue = events.Select(e => TestBus.Message(e)).ToList();
        for (var step = 0; queue.Count > 0; step++)
        {
            var calm = step > 60;
            var settled = new Settled { Fault = !calm && dice.Next(5) == 0 ? new TimeoutException() : null };
            world.Store.OnSave = !calm && dice.Next(4) == 0 ? () => throw FaultyStore.Busy : () => { };
            world.Bus.Fault = !calm && dice.Next(5) == 0 ? TestBus.Down() : null;
            if (dice.Next(6) == 0) world.Restart();

            var batch = dice.GetItems(queue.ToArray(), dice.Next(1, 4)).Distinct().ToArray();
            var sent = world.Bus.Sent.Count();
            await world.OnRegistryEvents.Run(batch, settled.Actions, Stop);
            var done = settled.Of(batch).Zip(batch).Where(s => s.First == "complete").Select(s => s.Second).ToList();
            queue.RemoveAll(done.Contains);
            queue.AddRange(world.Bus.Sent.Skip(sent).Select(copy => TestBus.AsReceived(copy)));
        }

        (world.Store.OnSave, world.Bus.Fault) = (() => { }, null);
    }

    // From moment to moment for two months; some wake-ups are lost, some come twice, and the sweep finds the rest.
    static async Task Deliver(World world, Random dice, double loses)
    {
        var end = world.Story.Clock.GetUtcNow().AddDays(60);
        while (await world.Story.Store.NextDue(Stop) is { } next && next <= end)
        {
            world.Story.Clock.MoveTo(next.AddSeconds(2));
            foreach (var number in world.Bus.Waiting.Where(w => w.Value.At <= world.Story.Clock.GetUtcNow()).Select(w => w.Key).ToList())
            {
                if (!world.Bus.Waiting.ContainsKey(number)) continue;
                var message = world.Bus.Take(number);
                if (dice.NextDouble() < loses) continue;
                await Task.WhenAll(Enumerable.Range(0, dice.Next(1, 3)).Select(_ => world.OnWakeUp.Run(message, Stop)));
            }

            await world.OnSweep.Run(new(), Stop);
        }
    }

    // What was planned and then taken back leaves a trace only where it came in that order.
    static async Task<string> Plans(World world)
    {
        var files = await world.Story.Store.Load([.. People.Select(world.Story.Keys.Of)], Stop);
        return string.Join('\n', files.SelectMany(f => f.File.Notices.Where(n => n.State != NoticeState.Cancelled).Select(n => $"{n.Id} {n.State} {n.Due:O}").Order(StringComparer.Ordinal)));
    }

    static async Task<IEnumerable<string>> Reasons(World world) => (await world.Rejected()).Select(r => r.Rejection.Code).Order();

    static IEnumerable<string> Mail(World world) => world.Story.Email.Messages.Zip(world.Story.Email.Readers).Select(m => $"{m.Second.Id} {m.First.Kind} {m.First.NoticeId}").Order(StringComparer.Ordinal);
}
