using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Grpc.Core;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>What becomes of the messages that bring events, and of the events.</summary>
public sealed class OnRegistryEventsTests
{
    readonly Settled _settled = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_duplicate_held_and_rejected_events_are_all_in_the_store_so_their_messages_are_complete()
    {
        var world = await World.Begin();
        ServiceBusReceivedMessage[] messages =
            [TestBus.Message(World.Moved()), TestBus.Message(World.Moved()), TestBus.Message(World.Moved("m-2", "somebody-unknown")), TestBus.Message("{"), TestBus.Message("no event")];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.All(_settled.Of(messages), how => Assert.Equal("complete", how));
        Assert.Equal(["unknown-person", "invalid-json", "invalid-json"], (await world.Rejected()).Select(r => r.Rejection.Code).OrderDescending());
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task A_message_without_a_body_is_dead_with_the_reason_and_the_others_are_taken_in()
    {
        var world = await World.Begin();
        ServiceBusReceivedMessage[] messages = [TestBus.Message(null), TestBus.Message(World.Moved())];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.Equal(["dead-letter no-event", "complete"], _settled.Of(messages));
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task An_event_that_another_library_sent_as_text_is_an_event()
    {
        var world = await World.Begin();
        var message = ServiceBusReceivedMessage.FromAmqpMessage(new AmqpAnnotatedMessage(AmqpMessageBody.FromValue(World.Moved())), BinaryData.FromBytes(Guid.NewGuid().ToByteArray()));
        var number = ServiceBusReceivedMessage.FromAmqpMessage(new AmqpAnnotatedMessage(AmqpMessageBody.FromValue(7)), BinaryData.FromBytes(Guid.NewGuid().ToByteArray()));
        await world.OnRegistryEvents.Run([message, number], _settled.Actions, Stop);
        Assert.Equal(["complete", "dead-letter no-event"], _settled.Of(message, number));
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task One_event_that_fails_does_not_keep_the_others_and_is_tried_until_it_is_dead()
    {
        var world = await World.Begin();
        await world.Story.Knows(Proactive.Testing.Scenario.Adult() with { Id = "p-2" });
        var broken = world.Story.Keys.Of("p-2");
        world.Store.OnLoad = keys =>
        {
            if (keys.Contains(broken)) throw new StoreException("cosmos proactive", "load files", "a document is damaged at byte 7.");
        };
        ServiceBusReceivedMessage[] messages = [TestBus.Message(World.Moved()), TestBus.Message(World.Moved("m-2", "p-2")), TestBus.Message(World.Registered())];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.Equal(["complete", "abandon", "complete"], _settled.Of(messages));
        Assert.Single((await world.Story.File()).Journeys);
        Assert.Empty(world.Bus.Sent);
    }

    [Fact]
    public async Task The_same_event_twice_in_a_batch_has_its_effect_once()
    {
        var world = await World.Begin();
        ServiceBusReceivedMessage[] messages = [.. Enumerable.Repeat(World.Moved(), 5).Select(TestBus.Message)];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.All(_settled.Of(messages), how => Assert.Equal("complete", how));
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task Where_the_lock_is_lost_the_second_copy_finds_its_event_known()
    {
        var world = await World.Begin();
        foreach (var lost in new Exception[] { new ServiceBusException("", ServiceBusFailureReason.SessionLockLost), new RpcException(new Status(StatusCode.NotFound, "")) })
        {
            _settled.Fault = lost;
            await world.OnRegistryEvents.Run([TestBus.Message(World.Moved())], _settled.Actions, Stop);
        }

        _settled.Fault = null;
        var again = TestBus.Message(World.Moved());
        await world.OnRegistryEvents.Run([again], _settled.Actions, Stop);
        Assert.Equal(["complete"], _settled.Of(again));
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task After_a_crash_between_saving_and_completing_there_is_one_journey_one_notice_and_one_mail()
    {
        var world = await World.Begin();
        _settled.Fault = new RpcException(new Status(StatusCode.Unavailable, "the host is gone"));
        await world.OnRegistryEvents.Run([TestBus.Message(World.Moved()), TestBus.Message(World.Moved())], _settled.Actions, Stop);
        var (before, mailed) = (await world.Story.File(), world.Story.Email.Messages);

        world.Restart();
        _settled.Fault = null;
        ServiceBusReceivedMessage[] again = [TestBus.Message(World.Moved()), TestBus.Message(World.Moved())];
        await world.OnRegistryEvents.Run(again, _settled.Actions, Stop);
        Assert.Equal(["complete", "complete"], _settled.Of(again));
        var after = await world.Story.File();
        Assert.Equal(before.Notices.Select(n => n.Id), after.Notices.Select(n => n.Id));
        Assert.Single(after.Journeys);

        await world.UntilDue();
        foreach (var _ in again) await world.OnSweep.Run(new(), Stop);
        Assert.Single(mailed);
    }

    [Fact]
    public async Task While_the_host_stops_nothing_is_settled()
    {
        var world = await World.Begin();
        var message = TestBus.Message(World.Moved());
        using var stopping = new CancellationTokenSource();
        world.Store.OnLoad = _ =>
        {
            stopping.Cancel();
            stopping.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.OnRegistryEvents.Run([message], _settled.Actions, stopping.Token));
        Assert.Equal([""], _settled.Of(message));
        Assert.Empty(world.Bus.Sent);
    }
}
