using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>A query, ready to run, and the parts of its text from which the plan for several partitions is made.</summary>
/// <param name="Select">What becomes of a document; of a count, what becomes of the number.</param>
/// <param name="Paths">The paths that the condition looks at, as an index holds them.</param>
sealed record Query(string Alias, QuerySelect Select, bool Counts, Func<JsonElement, JsonElement>? Where, string? WhereText, QueryOrder? Order, IReadOnlySet<string> Paths)
{
    public bool Fits(Document document) => Where is null || QueryValue.IsTrue(Where(document.Json));
}

/// <param name="Text">The same as an expression.</param>
sealed record QuerySelect(string Text, bool IsValue, IReadOnlyList<(string Name, Func<JsonElement, JsonElement> Value)> Columns)
{
    /// <summary>False if nothing is left of the document.</summary>
    public bool Write(Utf8JsonWriter writer, JsonElement document)
    {
        if (!IsValue) writer.WriteStartObject();
        var written = !IsValue;
        foreach (var (name, column) in Columns)
        {
            if (column(document) is not { ValueKind: not JsonValueKind.Undefined } value) continue;
            if (!IsValue) writer.WritePropertyName(name);
            value.WriteTo(writer);
            written = true;
        }

        if (!IsValue) writer.WriteEndObject();
        return written;
    }
}

sealed record QueryOrder(Func<JsonElement, JsonElement> Value, string Text, string Path, bool Descending);
