using System.Globalization;
using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos;

/// <summary>A physical partition: the hashes from one up to, not including, another.</summary>
sealed record PartitionRange(int Id, string From, string Before)
{
    public bool Holds(Document document) =>
        string.CompareOrdinal(document.Hash, From) >= 0 && string.CompareOrdinal(document.Hash, Before) < 0;

    public JsonNode ToJson(string rid) => new JsonObject
    {
        ["id"] = Id.ToString(CultureInfo.InvariantCulture), ["_rid"] = rid, ["_etag"] = "\"1\"", ["_self"] = $"pkranges/{Id}",
        ["minInclusive"] = From, ["maxExclusive"] = Before, ["ridPrefix"] = Id, ["throughputFraction"] = 1, ["status"] = "online",
        ["parents"] = new JsonArray(), ["_ts"] = 1,
    };

    /// <summary>All hashes in so many parts of the same size.</summary>
    public static PartitionRange[] Divide(int parts) =>
        [.. Enumerable.Range(0, parts).Select(i => new PartitionRange(i, i == 0 ? "" : Bound(i, parts), i == parts - 1 ? "FF" : Bound(i + 1, parts)))];

    static string Bound(int part, int parts) => (0x40 * part / parts).ToString("X2", CultureInfo.InvariantCulture) + new string('0', 30);
}
