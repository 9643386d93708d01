using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary>Messages that the queue has given up: their events end in the store, accepted or rejected with the reason.</summary>
public sealed class OnDeadLetter(DeadEvents events, FollowedRules rules)
{
    [Function(nameof(OnDeadLetter))]
    public async Task Run(
        [ServiceBusTrigger(QueueNames.DeadEvents, Connection = QueueNames.Connection, AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        await rules.Follow(cancellation);
        await events.TakeIn(message, actions, cancellation);
    }
}
