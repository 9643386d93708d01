using System.Text.Json;

namespace Proactive.Testing.Cosmos;

/// <summary>A document as the service keeps it, its own properties included.</summary>
/// <param name="Number">Orders documents by when they were made.</param>
/// <param name="Expires">In seconds since 1970; null: never.</param>
sealed record Document(string Id, string Key, ulong Number, string ETag, long? Expires, byte[] Bytes)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Bytes).RootElement;

    public string Hash { get; } = PartitionHash.Of(Key);
}
