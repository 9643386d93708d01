using Azure.Messaging.ServiceBus;

namespace Proactive.Functions.Queues;

/// <summary>Puts messages into the queue of events.</summary>
public sealed class EventQueue(ServiceBusSender sender)
{
    /// <summary>Sends in as few requests as the messages fit into; each request is taken whole or not at all. Returns those that are too large for any.</summary>
    /// <exception cref="Exception">The bus refused or did not answer; some messages may have been sent.</exception>
    public async Task<IReadOnlyList<ServiceBusMessage>> Send(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellation)
    {
        var (waiting, tooLarge) = (new Queue<ServiceBusMessage>(messages), new List<ServiceBusMessage>());
        while (waiting.Count > 0)
        {
            using var batch = await sender.CreateMessageBatchAsync(cancellation);
            while (waiting.TryPeek(out var next) && batch.TryAddMessage(next)) waiting.Dequeue();
            if (batch.Count > 0) await sender.SendMessagesAsync(batch, cancellation);
            else tooLarge.Add(waiting.Dequeue());
        }

        return tooLarge;
    }
}
