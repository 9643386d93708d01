using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Proactive.Engine;
using Proactive.Functions.Wiring;

namespace Proactive.Functions.Queues;

/// <summary>
/// Takes in the events that a batch of messages brings, and settles the messages. A batch is one commit, as it is over HTTP; the same
/// event twice in it, or once more after a crash, is known by its key in the store.
/// </summary>
public sealed class QueuedEvents(Flow flow, EventQueue queue, TimeProvider clock, Trouble trouble)
{
    /// <summary>When the task ends, every event is durable in the store or its message is still the queue's.</summary>
    /// <exception cref="OperationCanceledException">The host stops: nothing is settled, the messages come again.</exception>
    public async Task TakeIn(IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        var empty = messages.Where(m => EventMessage.Payload(m) is null).ToList();
        await Settle(empty, Settlements.Empty, actions);
        await TakeInTogether([.. messages.Except(empty)], actions, cancellation);
    }

    async Task TakeInTogether(IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        if (messages.Count == 0) return;
        var settlement = await Receive(messages, cancellation);
        // One of them keeps the others from being taken in: it shows which when each comes alone.
        if (settlement != Settlement.Abandon || messages.Count == 1) await Settle(messages, settlement, actions);
        else foreach (var message in messages) await TakeInTogether([message], actions, cancellation);
    }

    async Task<Settlement> Receive(IReadOnlyList<ServiceBusReceivedMessage> messages, CancellationToken cancellation)
    {
        try
        {
            await flow.Receive([.. messages.Select(m => EventMessage.Payload(m)!.Value)], cancellation);
            return Settlements.Received;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell("Events of the queue were not taken in; they come again", failure);
            return Settlements.Of(failure);
        }
    }

    /// <summary>Settles messages alike. Not cancelled any more: what has become of the events has happened.</summary>
    public async Task Settle(IReadOnlyList<ServiceBusReceivedMessage> messages, Settlement settlement, ServiceBusMessageActions actions)
    {
        if (messages.Count == 0) return;
        var left = settlement == Settlement.PutOff ? await PutOff(messages) : [];
        await Task.WhenAll(messages.Select(message => Tolerated(settlement switch
        {
            Settlement.DeadLetter => () => actions.DeadLetterMessageAsync(message, null, "no-event", "The message has no body."),
            _ when settlement == Settlement.Abandon || left.Contains(message) => () => actions.AbandonMessageAsync(message),
            _ => () => actions.CompleteMessageAsync(message),
        })));
    }

    // Those of which the bus does not take a copy: they come again at once.
    async Task<IReadOnlyCollection<ServiceBusReceivedMessage>> PutOff(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        var copies = messages.ToDictionary(m => EventMessage.Later(m, clock.GetUtcNow()));
        try
        {
            return [.. (await queue.Send(copies.Keys, CancellationToken.None)).Select(tooLarge => copies[tooLarge])];
        }
        catch (Exception failure)
        {
            trouble.Tell("Messages could not be put off", failure);
            return [.. messages];
        }
    }

    // A lock that was lost meanwhile: the message comes again, and its event is known.
    async Task Tolerated(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception lost)
        {
            trouble.Tell("A message was not settled; it comes again, and the store knows its event", lost);
        }
    }
}
