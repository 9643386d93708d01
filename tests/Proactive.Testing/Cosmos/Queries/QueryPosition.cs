using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>A document and its place among those that a query finds.</summary>
sealed record QueryRow(Document Document, QueryPosition Position);

/// <summary>Where a document stands in the order of a query: by a value and, where that is the same or there is none, by when it was made.</summary>
sealed record QueryPosition(JsonElement Value, ulong Number) : IComparable<QueryPosition>
{
    // Compared many times over while a query is sorted.
    readonly string? _text = Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;

    /// <summary>The same as a text of signs that a header may hold.</summary>
    public string Token
    {
        get
        {
            var json = new JsonObject { ["n"] = Number };
            if (Value.ValueKind != JsonValueKind.Undefined) json["v"] = JsonSerializer.SerializeToNode(Value);
            return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
    }

    public static QueryPosition Read(string token)
    {
        var json = JsonDocument.Parse(Convert.FromBase64String(token)).RootElement;
        return new QueryPosition(QueryValue.Property(json, "v"), json.GetProperty("n").GetUInt64());
    }

    public int CompareTo(QueryPosition? other)
    {
        var order = _text is not null && other!._text is not null ? string.CompareOrdinal(_text, other._text) : QueryValue.Order(Value, other!.Value);
        return order != 0 ? order : Number.CompareTo(other!.Number);
    }

    /// <summary>Behind this place, in an order that may run backwards.</summary>
    public Func<QueryRow, bool> After(bool reversed) => row => (reversed ? CompareTo(row.Position) : row.Position.CompareTo(this)) > 0;

    /// <summary>
    /// From the place on at which the client left off: after the value, where it says that it has all of that value from here; from the
    /// document on, where it names one, which it then leaves out itself; otherwise from the value on.
    /// </summary>
    public static Func<QueryRow, bool> Resumed(JsonElement resume, bool reversed)
    {
        // What is not there is written as an empty list.
        var value = resume.GetProperty("value")[0] is { ValueKind: not JsonValueKind.Array } there ? there : QueryValue.Undefined;
        if (resume.GetProperty("exclude").GetBoolean()) return row => Against(row, value, reversed) > 0;
        if (!resume.TryGetProperty("rid", out var rid) || rid.ValueKind != JsonValueKind.String) return row => Against(row, value, reversed) >= 0;
        var left = new QueryPosition(value, ResourceIds.Number(rid.GetString()!));
        return row => (reversed ? left.CompareTo(row.Position) : row.Position.CompareTo(left)) >= 0;
    }

    static int Against(QueryRow row, JsonElement value, bool reversed) => QueryValue.Order(row.Position.Value, value) * (reversed ? -1 : 1);
}
