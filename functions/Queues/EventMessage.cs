using System.Text;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Proactive.Functions.Queues;

/// <summary>A life event as a message: its JSON is the body. Nothing of it stands beside the body, where it could be read without opening it.</summary>
static class EventMessage
{
    const string PutOff = "put-off";

    // Of the 32 hex digits that keep an order: so many lanes that instances do not wait for each other, so few that a lane holds more than one event.
    const int LaneDigits = 2;

    // An outage of minutes is over soon after it ends, one of hours costs a message four tries an hour.
    static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <param name="session">As the flow says which events keep an order; those with the same beginning share a lane.</param>
    public static ServiceBusMessage Of(ReadOnlyMemory<byte> payload, string session) =>
        new(payload) { MessageId = Guid.NewGuid().ToString("N"), SessionId = session[..LaneDigits], ContentType = "application/cloudevents+json" };

    /// <summary>The event's bytes; null if the message has none, or is a value that is no text.</summary>
    public static ReadOnlyMemory<byte>? Payload(ServiceBusReceivedMessage message)
    {
        var body = message.GetRawAmqpMessage().Body;
        var bytes = body.BodyType switch
        {
            AmqpMessageBodyType.Data when body.TryGetData(out var data) => Joined([.. data!]),
            // Other libraries send JSON as text.
            AmqpMessageBodyType.Value when body.TryGetValue(out var value) && value is string text => Encoding.UTF8.GetBytes(text),
            _ => default,
        };
        if (bytes.IsEmpty) return null;
        return bytes;
    }

    static ReadOnlyMemory<byte> Joined(IReadOnlyList<ReadOnlyMemory<byte>> sections) => sections is [var only] ? only : sections.SelectMany(s => s.ToArray()).ToArray();

    /// <summary>A copy that comes later, the later the more often it was put off. It has an id of its own, so that no queue takes it for the message it replaces.</summary>
    public static ServiceBusMessage Later(ServiceBusReceivedMessage message, DateTimeOffset now)
    {
        var before = message.ApplicationProperties.TryGetValue(PutOff, out var times) && times is int count ? count : 0;
        var copy = new ServiceBusMessage(message) { MessageId = Guid.NewGuid().ToString("N"), ScheduledEnqueueTime = now + Waits[Math.Clamp(before, 0, Waits.Length - 1)] };
        copy.ApplicationProperties[PutOff] = before + 1;
        return copy;
    }
}
