using Azure.Messaging.ServiceBus;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Functions.Queues;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>Scheduled messages call citizens when they are due; nothing rests on them.</summary>
public sealed class WakeUpTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wake_up_names_nobody_but_a_key_and_comes_right_after_the_file_is_due()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        var (file, (number, (message, at))) = (await world.Story.File(), world.Bus.Waiting.Single());
        Assert.Equal(new WakeUp(file.NextDue!.Value, number), file.WakeUp);
        Assert.InRange(at - file.NextDue!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal(world.Anna.Value, message.Subject);
        Assert.Empty(message.Body.ToArray());
        Assert.Empty(message.ApplicationProperties);
        // The platform logs it.
        Assert.DoesNotContain(world.Anna.Value, message.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_woken_gets_what_is_due_and_the_next_wake_up_waits()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        await Wake(world);
        Assert.Single(world.Story.Email.Messages);
        Assert.Equal((await world.Story.File()).WakeUp!.Number, world.Bus.Waiting.Single().Key);
        Assert.True(world.Bus.Waiting.Single().Value.At > world.Story.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_wake_up_that_comes_twice_or_late_or_for_nobody_does_nothing_more()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        var message = await Wake(world);
        await world.OnWakeUp.Run(message, Stop);
        world.Story.Clock.MoveTo(world.Story.Clock.GetUtcNow().AddHours(3));
        await world.OnWakeUp.Run(message, Stop);
        await world.OnWakeUp.Run(TestBus.AsReceived(new ServiceBusMessage { Subject = "nobody" }), Stop);
        await world.OnWakeUp.Run(TestBus.AsReceived(new ServiceBusMessage("p-1")), Stop);
        Assert.Single(world.Story.Email.Messages);
        Assert.Empty(world.Log.Lines);
    }

    [Fact]
    public async Task The_wake_up_is_cancelled_when_the_step_is_done()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        await Wake(world);
        var reminder = world.Bus.Waiting.Single().Key;
        await world.Hears(World.Registered());
        Assert.DoesNotContain(reminder, world.Bus.Waiting.Keys);
        Assert.Equal((await world.Story.File()).WakeUp?.Number, world.Bus.Waiting.Keys.Select(k => (long?)k).SingleOrDefault());
    }

    [Fact]
    public async Task The_wake_up_is_cancelled_when_the_event_is_annulled()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        await world.Hears(World.Annulled());
        Assert.Empty(world.Bus.Waiting);
        Assert.Null((await world.Story.File()).WakeUp);
    }

    [Fact]
    public async Task Many_are_ordered_in_few_requests_and_each_gets_its_own_number()
    {
        var world = await World.Begin();
        var now = world.Story.Clock.GetUtcNow();
        // Three moments, in turns.
        var calls = Enumerable.Range(0, 900).Select(i => (new CitizenKey($"{i:x32}"), now.AddHours(1 + i % 3).AddTicks(i))).ToList();
        var numbers = await world.WakeUps.WakeUps.Order(calls, Stop);
        Assert.Equal(calls.Select(c => c.Item1.Value), numbers.Select(n => world.Bus.Waiting[n!.Value].Message.Subject));
        Assert.All(calls.Zip(numbers), c => Assert.InRange(world.Bus.Waiting[c.Second!.Value].At - c.First.Item2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        Assert.InRange(world.Bus.Asks, 6, 12);
    }

    [Fact]
    public async Task What_is_beyond_the_horizon_is_left_to_the_sweep()
    {
        var world = await World.Begin();
        var now = world.Story.Clock.GetUtcNow();
        var numbers = await world.WakeUps.WakeUps.Order([(world.Anna, now + ServiceBusWakeUps.Horizon), (world.Anna, now + ServiceBusWakeUps.Horizon + TimeSpan.FromTicks(1)), (world.Anna, DateTimeOffset.MaxValue)], Stop);
        Assert.Equal([1, null, null], numbers);
    }

    [Fact]
    public async Task One_that_is_gone_does_not_keep_others_from_being_cancelled()
    {
        var world = await World.Begin();
        var calls = Enumerable.Range(0, 5).Select(i => (new CitizenKey($"{i:x32}"), world.Story.Clock.GetUtcNow().AddHours(1))).ToList();
        var numbers = await world.WakeUps.WakeUps.Order(calls, Stop);
        world.Bus.Take(numbers[2]!.Value);
        await world.WakeUps.WakeUps.Cancel([.. numbers.Take(4).Select(n => n!.Value)], Stop);
        Assert.Equal([numbers[4]!.Value], world.Bus.Waiting.Keys);
        Assert.Empty(world.Log.Lines);
    }

    [Fact]
    public async Task While_the_bus_is_down_files_are_saved_all_the_same_and_the_sweep_finds_who_is_due()
    {
        var world = await World.Begin();
        world.Bus.Fault = TestBus.Down();
        await world.Hears(World.Moved());
        await world.Hears(World.Registered("r-0"));
        Assert.Single((await world.Story.File()).Journeys);
        Assert.Null((await world.Story.File()).WakeUp);
        // It is left alone for a while: every save would wait for it.
        Assert.Equal(1, world.Bus.Asks);
        Assert.Equal(["Wake-ups were not ordered; the sweep finds who is due. Service Bus: ServiceCommunicationProblem."], world.Log.Lines);

        await world.UntilDue();
        await world.OnSweep.Run(new(), Stop);
        Assert.NotEmpty(world.Story.Email.Messages);
    }

    [Fact]
    public async Task A_bus_that_refuses_the_identity_keeps_no_file_from_being_saved_either()
    {
        var world = await World.Begin();
        world.Bus.Fault = new UnauthorizedAccessException("p-1");
        await world.Hears(World.Moved());
        Assert.Single((await world.Story.File()).Journeys);
        Assert.DoesNotContain("p-1", Assert.Single(world.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_bus_is_back_wake_ups_are_ordered_again()
    {
        var world = await World.Begin();
        world.Bus.Fault = TestBus.Down();
        await world.Hears(World.Moved());
        world.Bus.Fault = null;
        world.Story.Clock.MoveTo(world.Story.Clock.GetUtcNow().AddSeconds(30));
        await world.Hears(World.Annulled("nothing"));
        await world.Hears(World.Moved("m-2"));
        Assert.NotNull((await world.Story.File()).WakeUp);
    }

    [Fact]
    public async Task A_wake_up_that_finds_the_store_without_room_is_done_with_and_the_sweep_delivers()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        world.Store.OnTakeDue = () => throw FaultyStore.Busy;
        await Wake(world);
        Assert.Empty(world.Story.Email.Messages);
        Assert.Contains("429", Assert.Single(world.Log.Lines), StringComparison.Ordinal);
        await world.OnSweep.Run(new(), Stop);
        Assert.Single(world.Story.Email.Messages);
    }

    static async Task<ServiceBusReceivedMessage> Wake(World world)
    {
        var (number, (_, at)) = world.Bus.Waiting.First();
        world.Story.Clock.MoveTo(at);
        var message = world.Bus.Take(number);
        await world.OnWakeUp.Run(message, Stop);
        return message;
    }
}
