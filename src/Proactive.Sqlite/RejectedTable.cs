using Microsoft.Data.Sqlite;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

sealed class RejectedTable(SqliteConnection connection)
{
    const string Select = "SELECT id, at, reason, path, detail, type, source, event_id, payload FROM rejected";

    readonly Statement _keep = new(
        connection,
        """
        INSERT OR REPLACE INTO rejected (id, at, reason, path, detail, type, source, event_id, payload)
        VALUES ($id, $at, $reason, $path, $detail, $type, $source, $event, $payload)
        """,
        "$id", "$at", "$reason", "$path", "$detail", "$type", "$source", "$event", "$payload");

    readonly Statement _list = new(connection, Select + " WHERE (at, id) > ($at, $id) ORDER BY at, id LIMIT $limit", "$at", "$id", "$limit");

    readonly Statement _find = new(connection, Select + " WHERE id = $id", "$id");

    readonly Statement _remove = new(connection, "DELETE FROM rejected WHERE id = $id", "$id");

    public void Keep(RejectedEvent rejected) => _keep.Run(
        rejected.Id, Columns.Of(rejected.At), rejected.Rejection.Reason.ToString(), rejected.Rejection.Path, rejected.Rejection.Detail,
        rejected.Type, rejected.Source, rejected.EventId, rejected.Payload.ToArray());

    /// <summary>Up to <paramref name="limit"/> rejected events after this one, oldest first; null: from the start.</summary>
    public IReadOnlyList<RejectedEvent> List(RejectedEvent? after, int limit) =>
        _list.Query(Event, after is null ? long.MinValue : Columns.Of(after.At), after?.Id ?? "", limit);

    public RejectedEvent? Find(string id) => _find.Query(Event, id).SingleOrDefault();

    public void Remove(string id) => _remove.Run(id);

    static RejectedEvent Event(SqliteDataReader row) => new(
        row.GetString(0), row.Moment(1), new Rejection(row.Name<RejectionReason>(2), row.GetString(3), row.GetString(4)),
        row.Text(5), row.Text(6), row.Text(7), row.Bytes(8));
}
