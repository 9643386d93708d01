using Proactive.Engine.Events;

namespace Proactive.Engine.Storage;

/// <summary>An event that was not accepted, kept until it is replayed.</summary>
/// <param name="Id">Derived from the payload: the same event rejected twice is kept once.</param>
/// <param name="Payload">The bytes as they came; personal data, so shown only when asked for.</param>
public sealed record RejectedEvent(string Id, DateTimeOffset At, Rejection Rejection, string? Type, string? Source, string? EventId, ReadOnlyMemory<byte> Payload)
{
    public static RejectedEvent Of(EventRead read, Rejection rejection, ReadOnlyMemory<byte> payload, DateTimeOffset at)
    {
        var id = DerivedId.Of("rejected", Convert.ToBase64String(payload.Span))[..12];
        return new RejectedEvent(id, at, rejection, read.Type, read.Source, read.Id, payload);
    }
}
