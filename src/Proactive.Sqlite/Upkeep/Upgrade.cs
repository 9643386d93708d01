using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Upkeep;

/// <summary>Brings a database of an older version to this one: a copy first, every migration in one transaction, and then no trace of what was before.</summary>
static class Upgrade
{
    // Left in the same transaction: a process that dies before the file is swept clean leaves that to the next.
    const string UnsweptNote = "unswept";

    // The version in which what is kept of citizens could still be read.
    const long Unencrypted = 1;

    /// <summary>Returns what the operator has to know.</summary>
    public static string Run(Connection connection, string store, long from, BodyCodec codec, DateTimeOffset now)
    {
        var copy = $"{store}.v{from}-backup-{now.UtcDateTime:yyyy-MM-dd}";
        // One of the same day is of an upgrade that did not get far enough to change anything.
        File.Delete(copy);
        Copy.Make(connection, copy);
        try
        {
            using var transaction = connection.Provider.BeginTransaction(deferred: false);
            foreach (var migration in Migration.All.Where(m => m.From >= from)) migration.Run(connection, codec);
            if (from == Unencrypted) new NoteTable(connection).Keep(UnsweptNote, $"since it had schema version {from}");
            Schema.Stamp(connection, codec);
            transaction.Commit();
            // Version 1 left that to the user's settings.
            OwnerOnly.Restrict(store);
        }
        catch (Exception broken)
        {
            throw new StoreException(
                store, $"be upgraded from schema version {from} to {Schema.Version}", $"{broken.Message} It is as it was before. A copy that was made of it, {copy}, may be deleted.",
                Failure.Of(store, "be upgraded", broken).Fault, broken);
        }

        var upgraded = $"The store {store} was upgraded from schema version {from} to {Schema.Version}";
        return from == Unencrypted
            ? $"{upgraded}; what it keeps of citizens is encrypted from now on. A copy of how it was is in {copy}: it is NOT encrypted, and only its owner may read it. Delete it as soon as all is well."
            : $"{upgraded}. A copy of how it was is in {copy}. Delete it as soon as all is well: who is erased from now on is still in it.";
    }

    /// <summary>Rewrites the file if what was there before an upgrade could still be read in unused parts of it.</summary>
    public static void Sweep(Connection connection)
    {
        var notes = new NoteTable(connection);
        if (notes.Find(UnsweptNote) is null) return;
        // Not in WAL mode: only there the page size can be changed, and the log would be as large as the file.
        connection.Execute("PRAGMA journal_mode = DELETE");
        connection.Execute(Connections.PageSize);
        connection.Execute("VACUUM");
        connection.Execute("PRAGMA journal_mode = WAL");
        notes.Keep(UnsweptNote, null);
    }
}
