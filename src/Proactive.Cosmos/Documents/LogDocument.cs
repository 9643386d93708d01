using System.Text.Json.Serialization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Documents;

/// <summary>A line of the delivery log.</summary>
sealed record LogDocument : Document
{
    /// <summary>Where it stands in the order of writing: 19 digits. Text, because a number of JSON has only 15 that are certain.</summary>
    public string N { get; init; } = "";

    /// <summary>Where it stands in the order of time: its moment, and <see cref="N"/>.</summary>
    public string Place { get; init; } = "";

    public string Citizen { get; init; } = "";

    public string Notice { get; init; } = "";

    public string Guide { get; init; } = "";

    public NoticeKind Kind { get; init; }

    public NoticeState State { get; init; }

    public string? Step { get; init; }

    public string? Channel { get; init; }

    public string? Reason { get; init; }

    /// <summary>When it was last written, in seconds since 1970; set by the service.</summary>
    [JsonPropertyName("_ts")]
    public long? WrittenAt { get; init; }

    public static LogDocument Of(LogEntry entry, string id, string number, int? ttl) => new()
    {
        Id = id, N = number, Place = Moment.Place(entry.At, number), Citizen = entry.Citizen.Value, Notice = entry.NoticeId, Guide = entry.Guide,
        Kind = entry.Kind, State = entry.State, Step = entry.Step, Channel = entry.Channel, Reason = entry.Reason, Ttl = ttl,
    };

    public LogEntry Entry() => new(Moment.Read(Place), new CitizenKey(Citizen), Notice, Guide, Kind, Step, State, Channel, Reason);

    /// <summary>The line without the citizen. It is kept no longer for having been written again.</summary>
    public LogDocument Unnamed(DateTimeOffset now) => this with
    {
        Citizen = LogEntry.ErasedCitizen.Value, WrittenAt = null,
        Ttl = Ttl is { } kept && WrittenAt is { } written ? (int)Math.Clamp(kept - (now.ToUnixTimeSeconds() - written), 1, kept) : Ttl,
    };
}
