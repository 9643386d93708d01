using Proactive.Engine.Events;

namespace Proactive.Engine.Storage;

/// <summary>An event that was not accepted, kept until it is replayed.</summary>
/// <param name="Id">Derived from the payload: the same event rejected twice is kept once.</param>
/// <param name="Payload">The bytes as they came; personal data, so shown only when asked for.</param>
/// <param name="Tries">How often it was taken in again by itself.</param>
/// <param name="RetryAt">When it is taken in again by itself; null: it waits for a person.</param>
public sealed record RejectedEvent(
    string Id, DateTimeOffset At, Rejection Rejection, string? Type, string? Source, string? EventId, ReadOnlyMemory<byte> Payload, int Tries = 0, DateTimeOffset? RetryAt = null)
{
    public static RejectedEvent Of(EventRead read, Rejection rejection, ReadOnlyMemory<byte> payload, DateTimeOffset at, int tries = 0, DateTimeOffset? retryAt = null) =>
        new(IdOf(payload), at, rejection, read.Type, read.Source, read.Id, payload, tries, retryAt);

    /// <summary>The id under which an event with this payload is kept.</summary>
    public static string IdOf(ReadOnlyMemory<byte> payload) => DerivedId.Of("rejected", Convert.ToBase64String(payload.Span))[..12];

    /// <summary>True if the payload names this person.</summary>
    public bool Names(string personId) => Mention.IsIn(Payload.Span, personId);

    // A record's generated text would print the payload.
    public override string ToString() => $"rejected event {Id}";
}

/// <summary>Which rejected events are wanted; null: all.</summary>
/// <param name="RetryUntil">Only those that are to be taken in again by themselves until this moment.</param>
public sealed record RejectedQuery(RejectionReason? Reason = null, string? Type = null, DateTimeOffset? RetryUntil = null);
