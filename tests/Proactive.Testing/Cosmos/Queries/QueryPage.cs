using System.Globalization;
using System.Text.Json;

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
        using var page = new PageWriter(rid);
        if (query.Counts) return page.Add(query, JsonSerializer.SerializeToElement(documents.Count(query.Fits))).End(null);

        var rows = Sorted(looks is null ? documents.Where(query.Fits) : documents, query.Order);
        var reversed = query.Order is { Descending: true };
        if (request.Header("x-ms-continuation") is { } token) rows = rows.Where(QueryPosition.Read(token).After(reversed));
        if (body.Resume.ValueKind == JsonValueKind.Object) rows = rows.Where(QueryPosition.Resumed(body.Resume, reversed));

        var limit = int.TryParse(request.Header("x-ms-max-item-count"), CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? Math.Min(wanted, MaximalDocuments) : 100;
        var (looked, last) = (0, (QueryRow?)null);
        foreach (var row in rows)
        {
            if (page.Count == limit || looked == looks || page.Bytes > MaximalBytes) return page.End(last!.Position);
            (last, looked) = (row, looked + 1);
            if (looks is null || query.Fits(row.Document)) page.Add(query, row.Document.Json);
        }

        return page.End(null);
    }

    // Documents of the same value come in the order in which they were made, or against it where the values are sorted backwards.
    static IEnumerable<QueryRow> Sorted(IEnumerable<Document> documents, QueryOrder? order)
    {
        var rows = documents.Select(d => new QueryRow(d, new QueryPosition(order is null ? default : order.Value(d.Json), d.Number)));
        return order is { Descending: true } ? rows.OrderByDescending(r => r.Position) : rows.OrderBy(r => r.Position);
    }
}
