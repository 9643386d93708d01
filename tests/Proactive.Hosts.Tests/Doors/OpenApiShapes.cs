using System.Text.Json;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Whether JSON is what a schema of the document says: as much of JSON Schema as the document uses.</summary>
sealed class OpenApiShapes(JsonElement document)
{
    /// <summary>What is wrong, a line each.</summary>
    public IEnumerable<string> Problems(JsonElement schema, JsonElement value, string at = "$")
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var either))
            return either.EnumerateArray().Count(s => !Problems(s, value, at).Any()) == 1 ? [] : [$"{at} is not one of those it may be"];
        return [.. OfType(schema, value, at), .. OfValue(schema, value, at), .. OfMembers(schema, value, at)];
    }

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal)));
        return schema;
    }

    static IEnumerable<string> OfType(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("type", out var type)) yield break;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).ToList() : [type.GetString()];
        var actual = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "integer",
            JsonValueKind.Null => "null",
            _ => "boolean",
        };
        if (!types.Contains(actual)) yield return $"{at} is {actual}, not {string.Join(" or ", types)}";
    }

    static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("const", out var fixedValue) && !JsonElement.DeepEquals(fixedValue, value)) yield return $"{at} is not {fixedValue}";
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))) yield return $"{at} is {value}, which is none of those allowed";
    }

    IEnumerable<string> OfMembers(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            return value.EnumerateArray().SelectMany((item, i) => Problems(items, item, $"{at}[{i}]"));
        if (value.ValueKind != JsonValueKind.Object) return [];
        var problems = new List<string>();
        if (schema.TryGetProperty("required", out var required))
            problems.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at} has no {r}"));
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var member in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var expected)) problems.AddRange(Problems(expected, member.Value, $"{at}.{member.Name}"));
            else if (schema.TryGetProperty("additionalProperties", out _)) problems.Add($"{at} has {member.Name}, which nobody declared");
        }

        return problems;
    }
}
