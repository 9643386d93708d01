using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using Proactive.Functions.Wiring;

namespace Proactive.Functions.Queues;

/// <summary>
/// Takes dead messages to where staff look: an event is taken in if that works by now, and else kept among the rejected ones, where it
/// is examined and replayed like any other.
/// </summary>
public sealed class DeadEvents(Flow flow, RuleBooks rules, IStore store, QueuedEvents events, TimeProvider clock, Trouble trouble)
{
    /// <exception cref="OperationCanceledException">The host stops: the message stays.</exception>
    public async Task TakeIn(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellation) =>
        await events.Settle([message], await Receive(EventMessage.Payload(message) ?? ReadOnlyMemory<byte>.Empty, cancellation), actions);

    async Task<Settlement> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        try
        {
            return await Tried(payload, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell("A dead message was not taken to the rejected events; it comes again", failure);
            // Whatever it is, at once would be too soon: nothing counts the tries of a dead message.
            return Settlement.PutOff;
        }
    }

    async Task<Settlement> Tried(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        try
        {
            await flow.Receive(payload, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && Settlements.Of(failure) == Settlement.Abandon)
        {
            var rejection = new Rejection(RejectionReason.InternalError, "", $"it was tried as often as the queue allows. {Trouble.Describe(failure)} Replay it when that is mended");
            await store.KeepRejected([RejectedEvent.Of(EventReader.Read(payload.Span, rules.Current.EventTypes), rejection, payload, clock.GetUtcNow())], cancellation);
        }

        return Settlements.Received;
    }
}
