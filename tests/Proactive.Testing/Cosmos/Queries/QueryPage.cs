using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>One page of a query's answer, out of one partition.</summary>
static class QueryPage
{
    const int MaximalDocuments = 1000;
    const int MaximalBytes = 4 * 1024 * 1024;

    /// <param name="looks">How many documents a page looks at; null: as many as it takes.</param>
    /// <param name="scanned">Told of each property in the condition that is not indexed.</param>
    public static Reply Answer(CosmosRequest request, Document[] documents, IndexingPolicy indexing, string rid, int? looks, Action<string> scanned)
    {
        if (QueryBody.Read(request, out var body) is { } refused) return refused;
        var query = body.Query;
        if (query.Order is { } order && !indexing.Includes(order.Path))
            return Reply.Refused(400, $"The index path corresponding to the specified order-by item is excluded: {order.Path}");
        foreach (var path in query.Paths.Where(p => !indexing.Includes(p))) scanned(path);
        if (query.Counts) return Page(rid, [query.Select(JsonSerializer.SerializeToElement(documents.Count(query.Fits)))], null);

        var rows = Sorted(looks is null ? documents.Where(query.Fits) : documents, query.Order);
        var reversed = query.Order is { Descending: true };
        if (request.Header("x-ms-continuation") is { } token) rows = rows.Where(QueryPosition.Read(token).After(reversed));
        if (body.Resume.ValueKind == JsonValueKind.Object) rows = rows.Where(QueryPosition.Resumed(body.Resume, reversed));

        var limit = int.TryParse(request.Header("x-ms-max-item-count"), CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? Math.Min(wanted, MaximalDocuments) : 100;
        var (found, looked, bytes, last) = (new List<JsonElement>(), 0, 0, (QueryRow?)null);
        foreach (var row in rows)
        {
            if (found.Count == limit || looked == looks || bytes > MaximalBytes) return Page(rid, found, last!.Position);
            (last, looked) = (row, looked + 1);
            if (!query.Fits(row.Document) || query.Select(row.Document.Json) is not { ValueKind: not JsonValueKind.Undefined } selected) continue;
            found.Add(selected);
            bytes += row.Document.Bytes.Length;
        }

        return Page(rid, found, null);
    }

    // Documents of the same value come in the order in which they were made, or against it where the values are sorted backwards.
    static IEnumerable<QueryRow> Sorted(IEnumerable<Document> documents, QueryOrder? order)
    {
        var rows = documents.Select(d => new QueryRow(d, new QueryPosition(order is null ? default : order.Value(d.Json), d.Number)));
        return order is { Descending: true } ? rows.OrderByDescending(r => r.Position) : rows.OrderBy(r => r.Position);
    }

    static Reply Page(string rid, List<JsonElement> found, QueryPosition? last)
    {
        var reply = Reply.Json(200, new JsonObject { ["_rid"] = rid, ["Documents"] = JsonSerializer.SerializeToNode(found), ["_count"] = found.Count })
            .With("x-ms-item-count", found.Count.ToString(CultureInfo.InvariantCulture));
        return last is null ? reply : reply.With("x-ms-continuation", last.Token);
    }
}
