using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Moq;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>Notes how messages are settled.</summary>
sealed class Settled
{
    readonly Mock<ServiceBusMessageActions> _actions = new();
    readonly List<(ServiceBusReceivedMessage Message, string How)> _settled = [];

    public Settled()
    {
        _actions.Setup(a => a.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, CancellationToken _) => Note(message, "complete"));
        _actions.Setup(a => a.AbandonMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<IDictionary<string, object>>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, IDictionary<string, object> _, CancellationToken _) => Note(message, "abandon"));
        _actions.Setup(a => a.DeadLetterMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<Dictionary<string, object>>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, Dictionary<string, object> _, string reason, string _, CancellationToken _) => Note(message, $"dead-letter {reason}"));
    }

    public ServiceBusMessageActions Actions => _actions.Object;

    /// <summary>What every settlement is answered with; null: it works.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How each of these was settled, in their order.</summary>
    public IEnumerable<string> Of(params IEnumerable<ServiceBusReceivedMessage> messages) =>
        messages.Select(m => string.Join(", ", _settled.Where(s => ReferenceEquals(s.Message, m)).Select(s => s.How)));

    Task Note(ServiceBusReceivedMessage message, string how)
    {
        if (Fault is not null) return Task.FromException(Fault);
        lock (_settled) _settled.Add((message, how));
        return Task.CompletedTask;
    }
}
