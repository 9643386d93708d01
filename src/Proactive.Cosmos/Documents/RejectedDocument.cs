using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Documents;

/// <summary>A rejected event, encrypted; in clear only what it is looked for by.</summary>
sealed record RejectedDocument : Document
{
    public string Place { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? RetryAt { get; init; }

    public byte[] Body { get; init; } = [];

    public static RejectedDocument Of(RejectedEvent rejected, byte[] body, int? ttl) => new()
    {
        Id = rejected.Id, Place = Moment.Place(rejected.At, rejected.Id), Reason = rejected.Rejection.Reason.ToString(), RetryAt = Moment.Of(rejected.RetryAt), Body = body, Ttl = ttl,
    };
}
