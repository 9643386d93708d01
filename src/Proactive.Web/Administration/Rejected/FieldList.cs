using System.Text.Json;

namespace Proactive.Web.Administration.Rejected;

/// <summary>Which fields a payload has, without what stands in them.</summary>
static class FieldList
{
    const int Most = 200;
    const int LongestName = 40;
    const int MostDigits = 3;

    /// <summary>Paths with their JSON types, e.g. <c>data.to.municipality: string</c>; null: it cannot be read.</summary>
    public static IReadOnlyList<string>? Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return [.. Of("", json.RootElement).Distinct().Take(Most)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static IEnumerable<string> Of(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Of(path.Length == 0 ? MaskedName(p.Name) : $"{path}.{MaskedName(p.Name)}", p.Value)),
        JsonValueKind.Array when element.GetArrayLength() > 0 => element.EnumerateArray().SelectMany(e => Of($"{path}[]", e)),
        _ => [$"{path}: {TypeOf(element.ValueKind)}"],
    };

    /// <summary>A field's path, as <c>data.household[2].birthDate</c>, without names that might be values.</summary>
    public static string Masked(string path) => path.Length == 0 ? "" : string.Join('.', path.Split('.').Select(part => part.IndexOf('[') is >= 0 and var index ? MaskedName(part[..index]) + part[index..] : MaskedName(part)));

    // A sender may have made a field of what should be a value.
    static string MaskedName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && name.Count(char.IsAsciiDigit) <= MostDigits ? name : "…";

    static string TypeOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "list",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
