using Microsoft.Data.Sqlite;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

sealed class FileTable(SqliteConnection connection)
{
    readonly Statement _load = new(connection, "SELECT body FROM files WHERE key = $key", "$key");

    readonly Statement _create = new(
        connection,
        "INSERT INTO files (key, version, next_due, held_until, body) VALUES ($key, 1, $due, $held, $body) ON CONFLICT (key) DO NOTHING",
        "$key", "$due", "$held", "$body");

    readonly Statement _replace = new(
        connection,
        """
        UPDATE files SET version = version + 1, next_due = $due, held_until = coalesce($held, held_until), body = $body
        WHERE key = $key AND version = $version
        """,
        "$key", "$due", "$held", "$body", "$version");

    readonly Statement _due = new(
        connection,
        """
        SELECT key, body FROM files
        WHERE next_due <= $now AND (held_until IS NULL OR held_until <= $now)
        ORDER BY next_due, key LIMIT $limit
        """,
        "$now", "$limit");

    readonly Statement _hold = new(connection, "UPDATE files SET held_until = $until WHERE key = $key", "$key", "$until");

    readonly Statement _nextDue = new(connection, "SELECT next_due FROM files WHERE next_due IS NOT NULL ORDER BY next_due LIMIT 1");

    public byte[]? Load(CitizenKey key) => _load.Query(row => row.Bytes(0), key.Value).SingleOrDefault();

    /// <summary>Writes the file with the next version; false if it no longer has the version the change was made from.</summary>
    public bool Save(FileChange change, byte[] body)
    {
        var (key, due, held) = (change.File.Key.Value, Columns.Of(change.File.NextDue), Columns.Of(change.HeldUntil));
        return change.File.Version == 0
            ? _create.Run(key, due, held, body) == 1
            : _replace.Run(key, due, held, body, change.File.Version) == 1;
    }

    public IReadOnlyList<(CitizenKey Key, byte[] Body)> TakeDue(DateTimeOffset now, int limit, TimeSpan lease)
    {
        var due = _due.Query(row => (Key: new CitizenKey(row.GetString(0)), Body: row.Bytes(1)), Columns.Of(now), limit);
        foreach (var (key, _) in due) _hold.Run(key.Value, Columns.Of(now + lease));
        return due;
    }

    public DateTimeOffset? NextDue() => _nextDue.Query(row => (DateTimeOffset?)row.Moment(0)).SingleOrDefault();
}
