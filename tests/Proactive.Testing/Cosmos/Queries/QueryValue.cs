using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>Values of queries: JSON, and what is not there (<see cref="JsonValueKind.Undefined"/>), which conditions carry on as neither true nor false.</summary>
static class QueryValue
{
    public static JsonElement Undefined => default;

    public static JsonElement Of(bool value) => value ? True : False;

    static readonly JsonElement True = JsonSerializer.SerializeToElement(true);
    static readonly JsonElement False = JsonSerializer.SerializeToElement(false);

    public static bool IsTrue(JsonElement value) => value.ValueKind == JsonValueKind.True;

    public static JsonElement Not(JsonElement value) => value.ValueKind switch { JsonValueKind.True => False, JsonValueKind.False => True, _ => Undefined };

    public static JsonElement And(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.False || right.ValueKind == JsonValueKind.False ? False : IsTrue(left) && IsTrue(right) ? True : Undefined;

    public static JsonElement Or(JsonElement left, JsonElement right) =>
        IsTrue(left) || IsTrue(right) ? True : left.ValueKind == JsonValueKind.False && right.ValueKind == JsonValueKind.False ? False : Undefined;

    public static JsonElement Property(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : Undefined;

    /// <summary>Values of different kinds are neither equal nor different, nor before or after one another.</summary>
    public static JsonElement Compare(string sign, JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Undefined || Rank(left) != Rank(right)) return Undefined;
        if (left.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return sign switch { "=" => Of(JsonElement.DeepEquals(left, right)), "!=" or "<>" => Of(!JsonElement.DeepEquals(left, right)), _ => Undefined };
        var order = Order(left, right);
        return Of(sign switch { "=" => order == 0, "!=" or "<>" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 });
    }

    public static bool Same(JsonElement left, JsonElement right) => IsTrue(Compare("=", left, right));

    /// <summary>As ORDER BY sorts: what is not there, null, false, true, numbers, texts.</summary>
    public static int Order(JsonElement left, JsonElement right) => (Rank(left), Rank(right)) switch
    {
        var (l, r) when l != r => l.CompareTo(r),
        (2, _) => left.GetBoolean().CompareTo(right.GetBoolean()),
        (3, _) => left.GetDouble().CompareTo(right.GetDouble()),
        (4, _) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => 0,
    };

    static int Rank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => 0,
        JsonValueKind.Null => 1,
        JsonValueKind.True or JsonValueKind.False => 2,
        JsonValueKind.Number => 3,
        JsonValueKind.String => 4,
        JsonValueKind.Array => 5,
        _ => 6,
    };
}
