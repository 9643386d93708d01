using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos;

/// <summary>A container as it was asked for.</summary>
/// <param name="KeyProperty">The property that holds a document's partition key.</param>
/// <param name="TimeToLive">In seconds; -1: documents may have one of their own; null: none ever expires.</param>
sealed record ContainerDefinition(string Id, string KeyProperty, int? TimeToLive, IndexingPolicy Indexing, string Json)
{
    /// <summary>Null and the definition, or why it is refused.</summary>
    public static Reply? Read(ReadOnlyMemory<byte> body, out ContainerDefinition definition)
    {
        definition = null!;
        var json = JsonDocument.Parse(body.ToArray()).RootElement;
        var id = json.GetProperty("id").GetString()!;
        var paths = json.TryGetProperty("partitionKey", out var key) ? key.GetProperty("paths") : default;
        if (paths.ValueKind != JsonValueKind.Array || paths.GetArrayLength() != 1 || paths[0].GetString() is not ['/', .. var property] || property.Contains('/', StringComparison.Ordinal))
            return Reply.Refused(400, "This server keeps containers that are partitioned by one property of the document itself.");
        if (key.TryGetProperty("version", out var version) && version.GetInt32() != 2) return Reply.Refused(400, "This server knows version 2 of the partition key only.");
        var indexing = new IndexingPolicy(json.TryGetProperty("indexingPolicy", out var policy) ? policy : default);
        if (!indexing.SaysWhatOfTheRest) return Reply.Refused(400, "The special mandatory indexing path \"/*\" is not provided in any of the path type sets.");
        int? seconds = json.TryGetProperty("defaultTtl", out var ttl) ? ttl.GetInt32() : null;
        if (seconds is 0 or < -1) return Reply.Refused(400, "The default time to live must be a positive number or -1.");
        definition = new ContainerDefinition(id, property, seconds, indexing, json.GetRawText());
        return null;
    }

    /// <summary>As the service reads it back: what was asked for, what goes without saying, and its own properties.</summary>
    public JsonObject ToJson(string rid, string etag)
    {
        var json = JsonNode.Parse(Json)!.AsObject();
        json["indexingPolicy"] ??= JsonNode.Parse("""{"indexingMode":"consistent","automatic":true,"includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/\"_etag\"/?"}]}""");
        json["partitionKey"]!["version"] ??= 2;
        json["geospatialConfig"] ??= new JsonObject { ["type"] = "Geography" };
        json["_rid"] = rid;
        json["_self"] = $"dbs/x/colls/{rid}/";
        json["_etag"] = etag;
        json["_docs"] = "docs/";
        json["_ts"] = 1;
        return json;
    }
}
