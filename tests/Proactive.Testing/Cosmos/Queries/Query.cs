using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>A query, ready to run, and the parts of its text from which the plan for several partitions is made.</summary>
/// <param name="Select">What a document becomes; of a count, what the number becomes.</param>
/// <param name="SelectText">The same as an expression.</param>
/// <param name="Paths">The paths that the condition looks at, as an index holds them.</param>
sealed record Query(
    string Alias, Func<JsonElement, JsonElement> Select, string SelectText, bool Counts, Func<JsonElement, JsonElement>? Where, string? WhereText, QueryOrder? Order, IReadOnlySet<string> Paths)
{
    public bool Fits(Document document) => Where is null || QueryValue.IsTrue(Where(document.Json));
}

sealed record QueryOrder(Func<JsonElement, JsonElement> Value, string Text, string Path, bool Descending);
