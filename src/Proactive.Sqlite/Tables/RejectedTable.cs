using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>Rejected events, encrypted; in clear only what they are looked for by.</summary>
sealed class RejectedTable(Connection connection)
{
    const string Select = "SELECT id, body FROM rejected";

    readonly Statement _keep = new(
        connection,
        "INSERT OR REPLACE INTO rejected (id, at, reason, retry_at, body) VALUES ($id, $at, $reason, $retry, $body)",
        "$id", "$at", "$reason", "$retry", "$body");

    readonly Statement _find = new(connection, Select + " WHERE id = $id", "$id");

    readonly Statement _remove = new(connection, "DELETE FROM rejected WHERE id = $id", "$id");

    readonly Dictionary<string, Statement> _lists = [];

    public void Keep(RejectedEvent rejected, byte[] body) =>
        _keep.Run(rejected.Id, Columns.Of(rejected.At), rejected.Rejection.Reason.ToString(), Columns.Of(rejected.RetryAt), body);

    /// <summary>Up to <paramref name="limit"/> after this one, oldest first. The query's type is within the body and not looked at here.</summary>
    public IReadOnlyList<(string Id, byte[] Body)> List(RejectedQuery query, (string Id, long At) after, int limit)
    {
        var conditions = "(at, id) > ($at, $id)";
        if (query.Reason is not null) conditions += " AND reason = $reason";
        // Has an index of its own that answers it: the flow asks this every few seconds, mostly in vain.
        if (query.RetryUntil is not null) conditions += " AND retry_at IS NOT NULL AND retry_at <= $retry";
        if (!_lists.TryGetValue(conditions, out var list)) _lists[conditions] = list = Events(conditions);
        return list.Query(Event, after.At, after.Id, limit, query.Reason?.ToString(), Columns.Of(query.RetryUntil));
    }

    public byte[]? Find(string id) => _find.Query(Event, id).SingleOrDefault().Body;

    public void Remove(string id) => _remove.Run(id);

    Statement Events(string conditions) => new(connection, $"{Select} WHERE {conditions} ORDER BY at, id LIMIT $limit", "$at", "$id", "$limit", "$reason", "$retry");

    static (string Id, byte[] Body) Event(Row row) => (row.Text(0), row.Bytes(1));
}
