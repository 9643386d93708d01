using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Upkeep;

/// <summary>Whole copies of a database, made while it is in use. One that has its name is complete and on disk.</summary>
static class Copy
{
    // What SQLite makes of one database.
    static readonly string[] Parts = ["", "-journal", "-wal", "-shm"];

    /// <summary>Copies what is committed by now. Only the owner may read the copy.</summary>
    /// <param name="target">A path at which there is nothing yet.</param>
    /// <param name="finish">Changes the copy before it gets its name.</param>
    /// <exception cref="StoreException">The target is there already, or cannot be written.</exception>
    public static void Make(Connection source, string target, Action<Connection>? finish = null)
    {
        var store = source.Provider.DataSource;
        var operation = $"be copied to {target}";
        var unfinished = target + ".unfinished";
        try
        {
            if (File.Exists(target)) throw new StoreException(store, operation, "there is a file of that name already. Choose another name.");
            // What a process left that died over it.
            if (File.Exists(unfinished)) File.Delete(unfinished);
            OwnerOnly.Make(unfinished);
            Write(source, unfinished, finish);
            File.Move(unfinished, target);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Failure.Of(store, operation, failure);
        }
        finally
        {
            foreach (var rest in Parts.Select(end => unfinished + end).Where(File.Exists)) File.Delete(rest);
        }
    }

    static void Write(Connection source, string path, Action<Connection>? finish)
    {
        using (var copy = Connections.OpenCopy(path))
        {
            source.Provider.BackupDatabase(copy.Provider);
            // A copy is one file: what is committed in it stands in no log beside it.
            copy.Execute("PRAGMA journal_mode = DELETE");
            finish?.Invoke(copy);
            if (QuickCheck.Run(copy) is { } damage) throw Failure.Damaged(source.Provider.DataSource, $"be copied to {path}", damage);
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }
}
