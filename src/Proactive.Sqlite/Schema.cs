using Microsoft.Data.Sqlite;

namespace Proactive.Sqlite;

/// <summary>The tables, and which version of them this program knows. Moments are counted from 1970 UTC in units of 100 ns, as exactly as the engine has them.</summary>
static class Schema
{
    public const long Version = 1;

    const string Tables = """
        CREATE TABLE files (
            key TEXT NOT NULL PRIMARY KEY,
            version INTEGER NOT NULL,
            next_due INTEGER,
            held_until INTEGER,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX files_due ON files (next_due, key) WHERE next_due IS NOT NULL;

        CREATE TABLE persons (key TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT;

        CREATE TABLE log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            citizen TEXT NOT NULL,
            notice TEXT NOT NULL,
            guide TEXT NOT NULL,
            kind TEXT NOT NULL,
            step TEXT,
            state TEXT NOT NULL,
            channel TEXT,
            reason TEXT
        ) STRICT;
        CREATE INDEX log_citizen ON log (citizen);
        CREATE INDEX log_notice ON log (notice);
        CREATE INDEX log_state ON log (state);
        CREATE INDEX log_at ON log (at);

        CREATE TABLE rule_books (hash TEXT NOT NULL PRIMARY KEY, root TEXT NOT NULL, files BLOB NOT NULL) STRICT;

        CREATE TABLE rejected (
            id TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            path TEXT NOT NULL,
            detail TEXT NOT NULL,
            type TEXT,
            source TEXT,
            event_id TEXT,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX rejected_at ON rejected (at, id);
        """;

    /// <summary>Makes the tables in a new database; refuses one that a newer program or another program made.</summary>
    public static void Ensure(SqliteConnection connection, string store)
    {
        if (Check(connection, store)) return;
        using var transaction = connection.BeginTransaction(deferred: false);
        Scalar(connection, Tables);
        Scalar(connection, FormattableString.Invariant($"PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    /// <summary>True if the tables are there, false if the database is empty; refuses one that a newer program or another program made.</summary>
    public static bool Check(SqliteConnection connection, string store)
    {
        var version = (long)Scalar(connection, "PRAGMA user_version")!;
        if (version > Version)
            throw new StoreException(store, "be opened", $"it has schema version {version} and this program knows versions up to {Version}. Run the newer program.");
        if (version < Version && (long)Scalar(connection, "SELECT count(*) FROM sqlite_schema")! > 0)
            throw new StoreException(store, "be opened", "it is a database, but not one of Proactive's.");
        return version == Version;
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
