using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Upkeep;

namespace Proactive.Sqlite.Database;

/// <summary>Opens connections with the settings the store's promises rest on.</summary>
static class Connections
{
    /// <summary>How long a connection waits for another's lock, in milliseconds.</summary>
    public const int BusyTimeout = 5000;

    /// <summary>Counts for new files, and old ones when they are rewritten.</summary>
    public const string PageSize = "PRAGMA page_size = 8192";

    // Page size: two to four citizens fit on 8 KB where hardly one fits on 4; measured, a third fewer bytes written.
    // Checkpoints every 32 MB and not every 8: a page that changes often goes into the file less often; measured, a tenth fewer.
    // Secure delete: a data key that was deleted must not stay in unused parts of the file.
    // FULL: what was committed survives a power cut. NORMAL would lose the last commits and send those notices again.
    const string Settings = $"{PageSize}; PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

    /// <summary>The one connection that writes; creates the database if there is none.</summary>
    public static Connection OpenWriter(string store)
    {
        // Only for its owner, as what SQLite makes beside it will be too.
        if (!File.Exists(store)) OwnerOnly.Make(store);
        else if ((File.GetAttributes(store) & FileAttributes.ReadOnly) != 0) throw new StoreException(store, "be opened", "its file is read-only for this user.");
        var connection = Open(store, SqliteOpenMode.ReadWriteCreate, Settings);
        try
        {
            if (connection.Execute("PRAGMA journal_mode = WAL") is "wal") return connection;
            throw new StoreException(store, "be opened", "its file system cannot share memory between connections (network share?). Use a local disk.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A database that is being copied into; nobody else knows of it.</summary>
    public static Connection OpenCopy(string path) => Open(path, SqliteOpenMode.ReadWrite, "PRAGMA synchronous = FULL;");

    public static Connection OpenReader(string store) => Open(store, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    static Connection Open(string store, SqliteOpenMode mode, string settings)
    {
        // Not the provider's pool: it would keep the file open after the store is closed.
        var options = new SqliteConnectionStringBuilder { DataSource = store, Mode = mode, Pooling = false, DefaultTimeout = BusyTimeout / 1000 };
        var provider = new SqliteConnection(options.ToString());
        var connection = new Connection(provider);
        try
        {
            provider.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeout}; {settings}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
