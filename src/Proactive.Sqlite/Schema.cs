using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

/// <summary>The tables, and which version of them this program knows.</summary>
static class Schema
{
    public const long Version = 2;

    const string MasterKeyNote = "master-key";

    const string Tables = """
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

        CREATE TABLE rejected (id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, retry_at INTEGER, body BLOB NOT NULL) STRICT;
        CREATE INDEX rejected_at ON rejected (at, id);
        CREATE INDEX rejected_retry ON rejected (at, id, retry_at) WHERE retry_at IS NOT NULL;

        CREATE TABLE notes (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
        """;

    /// <summary>Makes the tables in a new database; refuses one that a newer program, another program or another master key made.</summary>
    public static void Ensure(Connection connection, string store, string masterKey)
    {
        if (!Check(connection, store))
        {
            using var transaction = connection.Provider.BeginTransaction(deferred: false);
            connection.Execute(Tables);
            new NoteTable(connection).Keep(MasterKeyNote, masterKey);
            connection.Execute(FormattableString.Invariant($"PRAGMA user_version = {Version}"));
            transaction.Commit();
        }

        CheckMasterKey(connection, store, masterKey);
    }

    /// <summary>True if the tables are there, false if the database is empty; refuses one that a newer program or another program made.</summary>
    public static bool Check(Connection connection, string store)
    {
        var version = (long)connection.Execute("PRAGMA user_version")!;
        if (version > Version)
            throw new StoreException(store, "be opened", $"it has schema version {version} and this program knows versions up to {Version}. Run the newer program.");
        if (version < Version && (long)connection.Execute("SELECT count(*) FROM sqlite_schema")! > 0)
            throw new StoreException(store, "be opened", "it is a database, but not one of Proactive's.");
        return version == Version;
    }

    /// <summary>Refuses a store that was written with another master key: not one body of it could be read.</summary>
    public static void CheckMasterKey(Connection connection, string store, string masterKey)
    {
        var wanted = new NoteTable(connection).Find(MasterKeyNote);
        if (wanted == masterKey) return;
        throw new StoreException(store, "be opened", $"it was written with the master key {wanted}, and the one given is {masterKey}. Open it with {wanted}.", StoreFault.WrongMasterKey);
    }
}
