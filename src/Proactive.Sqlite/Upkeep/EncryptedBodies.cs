using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Upkeep;

/// <summary>From version 1 to 2: files and persons become citizens of one row, and every body is encrypted.</summary>
static class EncryptedBodies
{
    const int Page = 500;

    /// <summary>The tables that version 2 brought.</summary>
    public const string Tables = """
        CREATE TABLE citizens (
            key TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            next_due INTEGER,
            erased_at INTEGER,
            data_key BLOB,
            person BLOB,
            file BLOB,
            CHECK (erased_at IS NULL OR (data_key IS NULL AND person IS NULL AND file IS NULL))
        ) STRICT;
        CREATE INDEX citizens_due ON citizens (next_due, key) WHERE next_due IS NOT NULL;

        CREATE TABLE leases (citizen TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX leases_until ON leases (until);

        CREATE TABLE concerned (event TEXT NOT NULL, citizen TEXT NOT NULL, PRIMARY KEY (event, citizen)) STRICT, WITHOUT ROWID;
        CREATE INDEX concerned_citizen ON concerned (citizen);

        CREATE TABLE rejected (id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, retry_at INTEGER, body BLOB NOT NULL) STRICT;
        CREATE INDEX rejected_at ON rejected (at, id);
        CREATE INDEX rejected_retry ON rejected (at, id, retry_at) WHERE retry_at IS NOT NULL;

        CREATE TABLE notes (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
        """;

    public static void Migrate(Connection connection, BodyCodec codec)
    {
        connection.Execute("DROP INDEX rejected_at; ALTER TABLE rejected RENAME TO rejected_1;");
        connection.Execute(Tables);
        MoveCitizens(connection, codec);
        MoveRejected(connection, codec);
        connection.Execute("DROP TABLE files; DROP TABLE persons; DROP TABLE rejected_1;");
    }

    static void MoveCitizens(Connection connection, BodyCodec codec)
    {
        var add = new Statement(
            connection,
            "INSERT INTO citizens (key, version, next_due, data_key, person, file) VALUES ($key, $version, $due, $data_key, $person, $file)",
            "$key", "$version", "$due", "$data_key", "$person", "$file");
        var concerned = new ConcernedTable(connection);

        void Move((string Key, long Version, long? Due, byte[]? File, byte[]? Person) row)
        {
            var key = new CitizenKey(row.Key);
            var dataKey = codec.NewDataKey(key);
            var person = row.Person is null ? null : codec.Encode(key, codec.DecodeUnencryptedPerson(key, row.Person), dataKey);
            var file = row.File is null ? null : codec.DecodeUnencryptedFile(key, row.File);
            add.Run(row.Key, row.Version, row.Due, dataKey.Wrapped, person, file is null ? null : codec.Encode(file, dataKey));
            // Version 1 did not know under which events somebody is to be found, only which each had heard of.
            foreach (var seen in file?.Events ?? []) concerned.Add(seen.Key, key);
        }

        Each(connection, "SELECT f.key, version, next_due, f.body, p.body FROM files f LEFT JOIN persons p ON p.key = f.key WHERE f.key > $after ORDER BY f.key LIMIT $limit", Move);
        Each(connection, "SELECT key, 1, NULL, NULL, body FROM persons p WHERE key > $after AND NOT EXISTS (SELECT 1 FROM files f WHERE f.key = p.key) ORDER BY key LIMIT $limit", Move);
    }

    static void Each(Connection connection, string sql, Action<(string Key, long Version, long? Due, byte[]? File, byte[]? Person)> move)
    {
        var select = new Statement(connection, sql, "$after", "$limit");
        var last = "";
        while (select.Query(row => (Key: row.Text(0), row.Number(1), row.OptionalNumber(2), row.OptionalBytes(3), row.OptionalBytes(4)), last, Page) is { Count: > 0 } rows)
        {
            rows.ForEach(move);
            last = rows[^1].Key;
        }
    }

    static void MoveRejected(Connection connection, BodyCodec codec)
    {
        var select = new Statement(
            connection, "SELECT rowid, id, at, reason, path, detail, type, source, event_id, payload FROM rejected_1 WHERE rowid > $after ORDER BY rowid LIMIT $limit", "$after", "$limit");
        var add = new RejectedTable(connection);
        var last = 0L;
        while (select.Query(row => (Id: row.Number(0), Event: Rejected(row)), last, Page) is { Count: > 0 } rows)
        {
            foreach (var (_, rejected) in rows) add.Keep(rejected, codec.Encode(rejected));
            last = rows[^1].Id;
        }
    }

    static RejectedEvent Rejected(Row row) => new(
        row.Text(1), row.Moment(2), new Rejection(row.Name<RejectionReason>(3), row.Text(4), row.Text(5)),
        row.OptionalText(6), row.OptionalText(7), row.OptionalText(8), row.Bytes(9));
}
