using Azure.Messaging.ServiceBus;
using Proactive.Engine;

namespace Proactive.Functions.Queues;

/// <summary>
/// Puts posted events on the queue. Those that would be rejected are taken in at once, so that whoever sent them learns why; and those
/// that no message has room for, because the store takes what the bus does not.
/// </summary>
public sealed class PostedEvents(Flow flow, EventQueue queue)
{
    /// <summary>The receipt of each event, in their order; null for those that are on the queue. When the task ends, all are durable.</summary>
    /// <exception cref="Exception">The bus or the store refused; nothing is promised, and what was taken all the same is known when it comes again.</exception>
    public async Task<IReadOnlyList<Receipt?>> Take(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellation)
    {
        var receipts = new Receipt?[events.Count];
        var messages = new Dictionary<ServiceBusMessage, int>();
        var direct = new List<int>();
        for (var i = 0; i < events.Count; i++)
        {
            if (flow.SessionOf(events[i]) is { } session) messages.Add(EventMessage.Of(events[i], session), i);
            else direct.Add(i);
        }

        direct.AddRange((await queue.Send(messages.Keys, cancellation)).Select(tooLarge => messages[tooLarge]));
        foreach (var some in direct.Order().Chunk(Intake.MaxInOneCommit))
            foreach (var (i, receipt) in some.Zip(await flow.Receive([.. some.Select(i => events[i])], cancellation))) receipts[i] = receipt;
        return receipts;
    }
}
