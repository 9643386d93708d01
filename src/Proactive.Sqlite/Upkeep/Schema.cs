using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Upkeep;

/// <summary>The tables, and which version of them this program knows.</summary>
static class Schema
{
    public const long Version = 3;

    const string MasterKeyNote = "master-key";

    // Those that are as in version 1, and those of version 2.
    const string Tables = """
        CREATE TABLE rule_books (hash TEXT NOT NULL PRIMARY KEY, root TEXT NOT NULL, files BLOB NOT NULL) STRICT;

        """ + EncryptedBodies.Tables;

    /// <summary>Makes the tables in a new database.</summary>
    public static void Create(Connection connection, BodyCodec codec)
    {
        using var transaction = connection.Provider.BeginTransaction(deferred: false);
        connection.Execute(Tables);
        Oversight.Create(connection, codec);
        Stamp(connection, codec);
        transaction.Commit();
    }

    /// <summary>Says in the database which version its tables have, and with which master key it is written.</summary>
    public static void Stamp(Connection connection, BodyCodec codec)
    {
        new NoteTable(connection).Keep(MasterKeyNote, codec.MasterKeyId);
        connection.Execute(FormattableString.Invariant($"PRAGMA user_version = {Version}"));
    }

    /// <summary>The version of the tables, null if there are none yet; refuses a database that a newer program or another program made.</summary>
    public static long? Read(Connection connection, string store)
    {
        var version = (long)connection.Execute("PRAGMA user_version")!;
        if (version > Version)
            throw new StoreException(store, "be opened", $"it has schema version {version} and this program knows versions up to {Version}. Run the newer program.");
        if (version > 0) return version;
        if ((long)connection.Execute("SELECT count(*) FROM sqlite_schema")! > 0)
            throw new StoreException(store, "be opened", "it is a database, but not one of Proactive's.");
        return null;
    }

    /// <summary>Refuses a store that was written with another master key: not one body of it could be read.</summary>
    public static void CheckMasterKey(Connection connection, string store, BodyCodec codec)
    {
        var wanted = new NoteTable(connection).Find(MasterKeyNote);
        if (wanted == codec.MasterKeyId) return;
        throw new StoreException(store, "be opened", $"it was written with the master key {wanted}, and the one given is {codec.MasterKeyId}. Open it with {wanted}.", StoreFault.WrongMasterKey);
    }
}
