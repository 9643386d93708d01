using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary>Events on the queue, a lane's at a time: taken in together, then settled.</summary>
public sealed class OnRegistryEvents(QueuedEvents events, FollowedRules rules)
{
    [Function(nameof(OnRegistryEvents))]
    public async Task Run(
        [ServiceBusTrigger(QueueNames.Events, Connection = QueueNames.Connection, IsBatched = true, IsSessionsEnabled = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken cancellation)
    {
        await rules.Follow(cancellation);
        await events.TakeIn(messages, actions, cancellation);
    }
}
