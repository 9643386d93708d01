using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

/// <summary>Opens connections with the settings the store's promises rest on.</summary>
static class Connections
{
    /// <summary>How long a connection waits for another's lock, in milliseconds.</summary>
    public const int BusyTimeout = 5000;

    /// <summary>The one connection that writes; creates the database if there is none.</summary>
    public static SqliteConnection OpenWriter(string store)
    {
        // Only for its owner, as what SQLite makes beside it will be too.
        if (!File.Exists(store)) OwnerOnly.Make(store);
        // Secure: a data key that was deleted must not stay in unused parts of the file.
        // FULL: what was committed survives a power cut. NORMAL would lose the last commits and send those notices again.
        var connection = Open(store, SqliteOpenMode.ReadWriteCreate, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;");
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is "wal") return connection;
        connection.Dispose();
        throw new StoreException(store, "be opened", "its file system cannot share memory between connections (network share?). Use a local disk.");
    }

    public static SqliteConnection OpenReader(string store) => Open(store, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON;");

    static SqliteConnection Open(string store, SqliteOpenMode mode, string settings)
    {
        // Not the provider's pool: it would keep the file open after the store is closed.
        var options = new SqliteConnectionStringBuilder { DataSource = store, Mode = mode, Pooling = false, DefaultTimeout = BusyTimeout / 1000 };
        var connection = new SqliteConnection(options.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {BusyTimeout}; {settings}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
