using Azure.Messaging.ServiceBus;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>An outage is not the events' fault: they come later, and it does not use up their tries.</summary>
public sealed class PuttingOffTests
{
    readonly Settled _settled = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_store_has_no_room_copies_come_later_and_the_messages_are_complete()
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw FaultyStore.Busy;
        ServiceBusReceivedMessage[] messages = [TestBus.Message(World.Moved()), TestBus.Message(World.Registered())];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.Equal(["complete", "complete"], _settled.Of(messages));
        Assert.Equal([World.Moved(), World.Registered()], world.Bus.Sent.Select(m => m.Body.ToString()));
        Assert.All(world.Bus.Sent, copy =>
        {
            Assert.Equal(world.Story.Clock.GetUtcNow().AddSeconds(10), copy.ScheduledEnqueueTime);
            Assert.Equal("00", copy.SessionId);
            Assert.NotEqual("m", copy.MessageId);
        });

        world.Store.OnSave = () => { };
        await world.OnRegistryEvents.Run([.. world.Bus.Sent.Select(copy => TestBus.AsReceived(copy))], _settled.Actions, Stop);
        Assert.Single((await world.Story.File()).Journeys);
    }

    [Fact]
    public async Task The_longer_an_outage_lasts_the_later_they_come()
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw new TimeoutException();
        var (message, waits) = (TestBus.Message(World.Moved()), new List<double>());
        for (var tries = 0; tries < 7; tries++)
        {
            await world.OnRegistryEvents.Run([message], _settled.Actions, Stop);
            var copy = world.Bus.Sent.Last();
            waits.Add((copy.ScheduledEnqueueTime - world.Story.Clock.GetUtcNow()).TotalSeconds);
            message = TestBus.AsReceived(copy);
        }

        Assert.Equal([10, 30, 60, 300, 900, 900, 900], waits);
    }

    [Fact]
    public async Task Where_the_bus_takes_no_copy_either_the_messages_are_abandoned()
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw FaultyStore.Busy;
        world.Bus.Fault = TestBus.Down();
        var message = TestBus.Message(World.Moved());
        await world.OnRegistryEvents.Run([message], _settled.Actions, Stop);
        Assert.Equal(["abandon"], _settled.Of(message));
        Assert.DoesNotContain(world.Log.Lines, l => l.Contains("p-1", StringComparison.Ordinal) || l.Contains("anna", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_is_too_large_for_the_bus_leaves_its_message_abandoned_and_the_others_put_off()
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw FaultyStore.Busy;
        world.Bus.MostBytes = 1000;
        ServiceBusReceivedMessage[] messages = [TestBus.Message(World.Moved()), TestBus.Message(World.Registered() + new string(' ', 2000))];
        await world.OnRegistryEvents.Run(messages, _settled.Actions, Stop);
        Assert.Equal(["complete", "abandon"], _settled.Of(messages));
    }

    [Theory]
    [InlineData(StoreFault.Busy, "complete"), InlineData(StoreFault.Full, "complete"), InlineData(StoreFault.WrongMasterKey, "complete"), InlineData(StoreFault.Damaged, "abandon"), InlineData(StoreFault.Other, "abandon")]
    public async Task Which_failures_are_an_outage(StoreFault fault, string settled)
    {
        var world = await World.Begin();
        world.Store.OnSave = () => throw new StoreException("cosmos proactive", "save files", "it failed.", fault);
        var message = TestBus.Message(World.Moved());
        await world.OnRegistryEvents.Run([message], _settled.Actions, Stop);
        Assert.Equal([settled], _settled.Of(message));
        Assert.Equal(settled == "complete" ? 1 : 0, world.Bus.Sent.Count());
    }
}
