using Azure.Messaging.ServiceBus;
using Moq;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>A Service Bus that keeps what it is sent, and can be out of order.</summary>
sealed class TestBus
{
    long _last;

    public TestBus()
    {
        Events.Setup(s => s.CreateMessageBatchAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken _) => Asked(NewBatch));
        Events.Setup(s => s.SendMessagesAsync(It.IsAny<ServiceBusMessageBatch>(), It.IsAny<CancellationToken>())).Returns((ServiceBusMessageBatch batch, CancellationToken _) => Asked(() => Keep(Batches[batch])).AsTask());
        WakeUps.Setup(s => s.ScheduleMessagesAsync(It.IsAny<IEnumerable<ServiceBusMessage>>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<ServiceBusMessage> messages, DateTimeOffset at, CancellationToken _) => Asked(() => Schedule(messages, at)).AsTask());
        WakeUps.Setup(s => s.CancelScheduledMessagesAsync(It.IsAny<IEnumerable<long>>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<long> numbers, CancellationToken _) => Asked(() => Cancel([.. numbers])).AsTask());
    }

    public Mock<ServiceBusSender> Events { get; } = new();

    public Mock<ServiceBusSender> WakeUps { get; } = new();

    /// <summary>What every request is answered with; null: it works.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How many requests were made, answered or not.</summary>
    public int Asks { get; private set; }

    /// <summary>What a request may hold.</summary>
    public int MostBytes { get; set; } = 256 * 1024;

    /// <summary>What was sent to the queue of events, a request each.</summary>
    public List<IReadOnlyList<ServiceBusMessage>> Requests { get; } = [];

    public IEnumerable<ServiceBusMessage> Sent => Requests.SelectMany(r => r);

    /// <summary>The wake-ups that wait, by number.</summary>
    public SortedDictionary<long, (ServiceBusMessage Message, DateTimeOffset At)> Waiting { get; } = [];

    Dictionary<ServiceBusMessageBatch, IReadOnlyList<ServiceBusMessage>> Batches { get; } = [];

    /// <summary>The wake-up leaves the queue, as it comes to whoever reads it.</summary>
    public ServiceBusReceivedMessage Take(long number)
    {
        var message = Waiting[number].Message;
        Waiting.Remove(number);
        return AsReceived(message);
    }

    /// <summary>A message as it comes out of the queue.</summary>
    public static ServiceBusReceivedMessage AsReceived(ServiceBusMessage message, int deliveryCount = 1) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body, messageId: message.MessageId, sessionId: message.SessionId, subject: message.Subject, contentType: message.ContentType,
        properties: message.ApplicationProperties, lockTokenGuid: Guid.NewGuid(), deliveryCount: deliveryCount);

    public static ServiceBusReceivedMessage Message(string? body) => AsReceived(body is null ? new ServiceBusMessage() : new ServiceBusMessage(body) { SessionId = "00", MessageId = "m" });

    public static ServiceBusException Down(ServiceBusFailureReason reason = ServiceBusFailureReason.ServiceCommunicationProblem) => new("p-1 anna@example.org", reason);

    ValueTask<T> Asked<T>(Func<T> answer)
    {
        Asks++;
        try
        {
            return Fault is { } fault ? ValueTask.FromException<T>(fault) : ValueTask.FromResult(answer());
        }
        catch (ServiceBusException refusal)
        {
            return ValueTask.FromException<T>(refusal);
        }
    }

    ServiceBusMessageBatch NewBatch()
    {
        var (messages, bytes) = (new List<ServiceBusMessage>(), 0L);
        var batch = ServiceBusModelFactory.ServiceBusMessageBatch(MostBytes, messages, tryAddCallback: message => (bytes += message.Body.ToMemory().Length + 200) <= MostBytes);
        Batches.Add(batch, messages);
        return batch;
    }

    IReadOnlyList<long> Schedule(IEnumerable<ServiceBusMessage> messages, DateTimeOffset at) => [.. messages.Select(message =>
    {
        Waiting.Add(++_last, (message, at));
        return _last;
    })];

    bool Keep(IReadOnlyList<ServiceBusMessage> messages)
    {
        Requests.Add(messages);
        return true;
    }

    // The service cancels all or, where one is gone, none.
    bool Cancel(IReadOnlyList<long> numbers)
    {
        if (numbers.Any(n => !Waiting.ContainsKey(n))) throw Down(ServiceBusFailureReason.MessageNotFound);
        foreach (var number in numbers) Waiting.Remove(number);
        return true;
    }
}
