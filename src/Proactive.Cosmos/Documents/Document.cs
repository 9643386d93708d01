using System.Text.Json.Serialization;

namespace Proactive.Cosmos.Documents;

/// <summary>What every document has. Properties that are null are not written.</summary>
abstract record Document
{
    public string Id { get; init; } = "";

    /// <summary>The last writes. Where an answer was lost, the writer finds out here whether it was executed.</summary>
    public IReadOnlyList<string>? Writes { get; init; }

    /// <summary>After how many seconds without a write the service deletes the document; null: never.</summary>
    public int? Ttl { get; init; }

    /// <summary>Names this state of the document; set by the service.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    [JsonIgnore]
    public virtual string Partition => Id;
}

/// <summary>A document of the container that holds many kinds, each kind in a partition of its own.</summary>
abstract record RecordDocument : Document
{
    public string Kind { get; init; } = "";

    public override string Partition => Kind;
}
