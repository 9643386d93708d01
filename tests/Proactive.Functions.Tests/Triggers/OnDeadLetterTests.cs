using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>No event ends in a queue that nobody reads: the way of the dead messages leads into the store.</summary>
public sealed class OnDeadLetterTests
{
    readonly Settled _settled = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_can_be_taken_in_by_now_is_accepted()
    {
        var world = await World.Begin();
        var message = TestBus.Message(World.Moved());
        await world.OnDeadLetter.Run(message, _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(message));
        Assert.Single((await world.Story.File()).Journeys);
        Assert.Empty(await world.Rejected());
    }

    [Fact]
    public async Task What_still_fails_is_kept_with_its_reason_and_can_be_replayed_when_it_is_mended()
    {
        var world = await World.Begin();
        world.Store.OnLoad = _ => throw new StoreException("cosmos proactive", "load files", "a document is damaged at byte 7.");
        var message = TestBus.Message(World.Moved());
        await world.OnDeadLetter.Run(message, _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(message));
        var kept = Assert.Single(await world.Rejected());
        Assert.Equal("internal-error: it was tried as often as the queue allows. The store cosmos proactive could not load files: a document is damaged at byte 7. Replay it when that is mended", kept.Rejection.ToString());
        Assert.Equal("m-1", kept.EventId);

        world.Store.OnLoad = _ => { };
        var receipt = Assert.Single(await world.Flow.ReceiveAgain([kept], released: true, Stop));
        Assert.Equal(ReceiptStatus.Accepted, receipt.Status);
        Assert.Empty(await world.Rejected());
    }

    [Fact]
    public async Task What_is_no_event_at_all_is_kept_too()
    {
        var world = await World.Begin();
        var message = TestBus.Message(null);
        await world.OnDeadLetter.Run(message, _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(message));
        Assert.Equal("invalid-json", Assert.Single(await world.Rejected()).Rejection.Code);
    }

    [Fact]
    public async Task While_the_store_has_no_room_it_goes_back_to_the_queue_for_later()
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw FaultyStore.Busy;
        var message = TestBus.Message(World.Moved());
        await world.OnDeadLetter.Run(message, _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(message));
        Assert.Equal(World.Moved(), Assert.Single(world.Bus.Sent).Body.ToString());

        world.Bus.Fault = TestBus.Down();
        message = TestBus.Message(World.Moved());
        await world.OnDeadLetter.Run(message, _settled.Actions, Stop);
        Assert.Equal(["abandon"], _settled.Of(message));
    }
}
