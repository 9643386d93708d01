using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>How the client is to run a query over several physical partitions: what to ask each, and how to put the answers together.</summary>
static class QueryPlan
{
    // The client puts the condition here from which a reading goes on.
    const string Filter = "{documentdb-formattableorderbyquery-filter}";

    public static Reply Answer(CosmosRequest request)
    {
        if (QueryBody.Read(request, out var body) is { } refused) return refused;
        var query = body.Query;
        return Reply.Json(200, new JsonObject
        {
            ["partitionedQueryExecutionInfoVersion"] = 2,
            ["queryInfo"] = new JsonObject
            {
                ["distinctType"] = "None", ["top"] = null, ["offset"] = null, ["limit"] = null, ["dCountInfo"] = null, ["hasNonStreamingOrderBy"] = false,
                ["orderBy"] = query.Order is { } order ? new JsonArray(order.Descending ? "Descending" : "Ascending") : new JsonArray(),
                ["orderByExpressions"] = query.Order is { } by ? new JsonArray(by.Text) : new JsonArray(),
                ["groupByExpressions"] = new JsonArray(), ["groupByAliases"] = new JsonArray(), ["groupByAliasToAggregateType"] = new JsonObject(),
                ["aggregates"] = query.Counts ? new JsonArray("Count") : new JsonArray(),
                ["hasSelectValue"] = query.Counts, ["rewrittenQuery"] = Rewritten(query),
            },
            ["queryRanges"] = new JsonArray(new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
        });
    }

    static string Rewritten(Query query)
    {
        var (alias, where) = (query.Alias, query.WhereText is { } text ? $"({text})" : "true");
        if (query.Counts) return $"SELECT VALUE [{{\"item\": COUNT(1)}}] FROM {alias} WHERE {where}";
        return query.Order is not { } order ? "" :
            $"SELECT {alias}._rid, [{{\"item\": {order.Text}}}] AS orderByItems, {query.Select.Text} AS payload FROM {alias} WHERE {where} AND {Filter} ORDER BY {order.Text} {(order.Descending ? "DESC" : "ASC")}";
    }
}
