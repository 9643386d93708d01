using System.Text.Json;
using System.Text.RegularExpressions;

namespace Proactive.Engine.Tests.Rules;

/// <summary>Checks JSON against the part of JSON Schema 2020-12 that event schemas use; any other keyword is refused, not passed over.</summary>
static class SchemaValidator
{
    public static bool Accepts(JsonElement schema, JsonElement value) => Accepts(schema, schema, value);

    static bool Accepts(JsonElement root, JsonElement schema, JsonElement value) => schema.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => schema.EnumerateObject().All(keyword => Holds(root, schema, keyword, value)),
    };

    static bool Holds(JsonElement root, JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$schema" or "$defs" or "title" or "description" or "format" => true,
        "$ref" => Accepts(root, Resolve(root, keyword.Value.GetString()!), value),
        "type" => keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(t => Is(t.GetString()!, value)) : Is(keyword.Value.GetString()!, value),
        "const" => JsonElement.DeepEquals(keyword.Value, value),
        "anyOf" => keyword.Value.EnumerateArray().Any(s => Accepts(root, s, value)),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.ECMAScript),
        "minimum" => value.ValueKind != JsonValueKind.Number || Compare(value, keyword.Value) >= 0,
        "maximum" => value.ValueKind != JsonValueKind.Number || Compare(value, keyword.Value) <= 0,
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(i => Accepts(root, keyword.Value, i)),
        "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var held) || Accepts(root, p.Value, held)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Where(m => !IsDeclared(schema, m.Name)).All(m => Accepts(root, keyword.Value, m.Value)),
        "propertyNames" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(m => Regex.IsMatch(m.Name, keyword.Value.GetProperty("pattern").GetString()!, RegexOptions.ECMAScript)),
        _ => throw new NotSupportedException($"The validator does not know '{keyword.Name}'."),
    };

    static bool IsDeclared(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        _ => throw new NotSupportedException($"There is no type '{type}'."),
    };

    // Near the ends of a long a double is not exact, a decimal is; far beyond them only a double reaches.
    static int Compare(JsonElement value, JsonElement limit) =>
        value.TryGetDecimal(out var number) && limit.TryGetDecimal(out var bound) ? number.CompareTo(bound) : value.GetDouble().CompareTo(limit.GetDouble());

    static JsonElement Resolve(JsonElement root, string reference)
    {
        foreach (var name in reference.TrimStart('#', '/').Split('/')) root = root.GetProperty(name);
        return root;
    }
}
