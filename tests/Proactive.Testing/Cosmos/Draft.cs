using System.Text;
using System.Text.Json;

namespace Proactive.Testing.Cosmos;

/// <summary>A document as a client hands it in, found to be one that the service takes.</summary>
sealed record Draft(string Id, string Key, int? TimeToLive, JsonElement Json)
{
    const int MaximalBytes = 2 * 1024 * 1024;

    /// <summary>Null and the draft, or why it is refused.</summary>
    public static Reply? Read(CosmosRequest request, string keyProperty, out Draft draft)
    {
        draft = null!;
        if (request.Body.Length > MaximalBytes) return Reply.Refused(413, "Request size is too large");
        if (Parsed(request.Body) is not { ValueKind: JsonValueKind.Object } json) return Reply.Refused(400, "The input content is invalid because it is no JSON object.");
        if (!json.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) return Reply.Refused(400, "The input content is invalid because the required properties - 'id; ' - are missing");
        if (Wrong(id.GetString()!) is { } wrong) return Reply.Refused(400, wrong);
        if (!KeyOf(request, out var key)) return Reply.Refused(400, "The header x-ms-documentdb-partitionkey must hold one text.");
        if (!json.TryGetProperty(keyProperty, out var inside) || inside.ValueKind != JsonValueKind.String || inside.GetString() != key)
            return Reply.Refused(400, "PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
        if (Encoding.UTF8.GetByteCount(key) > 2048) return Reply.Refused(400, "Partition key value is too large; the limit is 2048 bytes.");
        var (good, seconds) = TimeToLiveOf(json);
        if (!good) return Reply.Refused(400, "The input ttl is invalid. Ensure to provide a nonzero positive integer less than or equal to 2147483647, or -1.");
        draft = new Draft(id.GetString()!, key, seconds, json);
        return null;
    }

    /// <summary>The partition key that a request names; false if it names none or one that is no text.</summary>
    public static bool KeyOf(CosmosRequest request, out string key)
    {
        key = "";
        if (request.Header("x-ms-documentdb-partitionkey") is not { } header) return false;
        if (Parsed(Encoding.UTF8.GetBytes(header)) is not { ValueKind: JsonValueKind.Array } keys || keys.GetArrayLength() != 1 || keys[0].ValueKind != JsonValueKind.String) return false;
        key = keys[0].GetString()!;
        return true;
    }

    static string? Wrong(string id) => id switch
    {
        "" => "The input name is empty.",
        _ when id.AsSpan().IndexOfAny("/\\?#") >= 0 => "The input name is invalid. Ensure to provide a unique non-empty string without '/', '\\', '?' and '#'.",
        [.., ' '] => "The input name is invalid: it ends with a space.",
        _ when Encoding.UTF8.GetByteCount(id) > 1023 => "The input name is too long; the limit is 1023 bytes.",
        _ => null,
    };

    static (bool Good, int? Seconds) TimeToLiveOf(JsonElement json) =>
        !json.TryGetProperty("ttl", out var ttl) ? (true, null)
        : ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt32(out var seconds) && seconds is > 0 or -1 ? (true, seconds)
        : (false, null);

    static JsonElement? Parsed(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes.ToArray()).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
