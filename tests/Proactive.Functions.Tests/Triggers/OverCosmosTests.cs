using Proactive.Cosmos;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>One story from the registry's request to the mail, over the store and the rules as they are deployed.</summary>
public sealed class OverCosmosTests
{
    readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
    readonly TestBus _bus = new();
    readonly Settled _settled = new();
    readonly RecordingChannel _email = new();
    readonly LogLines _log = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_move_is_posted_queued_taken_in_while_the_store_is_throttled_and_told_when_it_is_due()
    {
        var server = new CosmosServer(_clock);
        await using var store = await CosmosStore.Open(
            new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client, Tries = 1, ThrottledTries = 0, Pause = TimeSpan.Zero }, CitizenFiles.Codec, _clock, Stop);
        var keys = new CitizenKeys(new byte[32]);
        await store.SavePersons([(keys.Of("p-1"), Scenario.Adult())], Stop);
        var trouble = new Trouble(_log, _clock);
        var books = await ShippedContent.Rules(store, Stop);
        var rules = new FollowedRules(books, _clock, trouble);
        var wakeUps = new ServiceBusWakeUps(_bus.WakeUps.Object, _clock, trouble);
        var flow = new Flow(books, ShippedContent.Templates(), store, [_email], keys, _clock, new FlowOptions { WakeUps = wakeUps.WakeUps });
        var queue = new EventQueue(_bus.Events.Object);
        var onEvents = new OnRegistryEvents(new QueuedEvents(flow, queue, _clock, trouble), rules);

        var request = Request.Post(World.Moved(), "application/cloudevents+json");
        Assert.Equal(202, (await Request.Answer(await new OnEventPosted(new PostedEvents(flow, queue), rules, trouble).Run(request, Stop), request)).Status);

        server.Faults = _ => Fault.Throttled(TimeSpan.FromMilliseconds(1));
        var first = TestBus.AsReceived(_bus.Sent.Single());
        await onEvents.Run([first], _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(first));
        server.Faults = null;
        var later = TestBus.AsReceived(_bus.Sent.Last());
        await onEvents.Run([later], _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(later));

        var (number, (_, at)) = _bus.Waiting.Single();
        _clock.MoveTo(at);
        var call = _bus.Take(number);
        var onWakeUp = new OnWakeUp(flow, rules, trouble);
        await Task.WhenAll(onWakeUp.Run(call, Stop), onWakeUp.Run(call, Stop));
        Assert.Equal("Anna Sørensen", Assert.Single(_email.Readers).Name);

        await new OnSweep(new Sweep(flow, rules, store.Reconcile, _clock, trouble)).Run(new(), Stop);
        Assert.Single(_email.Messages);
        Assert.Contains("429", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }
}
