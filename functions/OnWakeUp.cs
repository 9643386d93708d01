using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Proactive.Engine;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;

namespace Proactive.Functions;

/// <summary>A citizen is due: what is due to this one goes out. A call that comes late, twice or for nobody finds nothing to do.</summary>
public sealed class OnWakeUp(Flow flow, FollowedRules rules, Trouble trouble)
{
    // The message is completed in any case: tried again at once it would fail again, and the sweep tries within a minute.
    [Function(nameof(OnWakeUp))]
    public async Task Run([ServiceBusTrigger(QueueNames.WakeUps, Connection = QueueNames.Connection)] ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        if (ServiceBusWakeUps.CitizenOf(message) is not { } citizen) return;
        try
        {
            await rules.Follow(cancellation);
            await flow.DeliverDue(citizen, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell("A citizen who is due was not delivered to; the sweep does it", failure);
        }
    }
}
