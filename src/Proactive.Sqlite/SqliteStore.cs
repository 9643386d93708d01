using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

/// <summary>The embedded store: one database file, written by one process. What it answers for survives a power cut. Thread-safe.</summary>
public sealed partial class SqliteStore : IStore
{
    // Lists are read in pages: a reader that stays open keeps SQLite from clearing its write-ahead log.
    const int Page = 500;

    // A rejected event may be as large as an event may be.
    const int RejectedPage = 64;

    readonly string _path;
    readonly BodyCodec _codec;
    readonly StoreLock? _lock;
    readonly WriteQueue? _writes;
    readonly ReadConnections _reads;

    SqliteStore(string path, BodyCodec codec, StoreLock? held, WriteQueue? writes)
    {
        (_path, _codec, _lock, _writes) = (path, codec, held, writes);
        _reads = new ReadConnections(path);
    }

    internal WriteQueue Writes => _writes ?? throw new StoreException(_path, "be written", "it was opened to read only.");

    /// <summary>Opens the database, and makes it and its folder if there is none.</summary>
    /// <exception cref="StoreException">Another process has it open, a newer program or another master key made it, or the file is not usable; the message says which.</exception>
    public static SqliteStore Open(string path, BodyCodec codec)
    {
        path = Path.GetFullPath(path);
        var held = StoreLock.Take(path);
        Connection? connection = null;
        try
        {
            connection = Connections.OpenWriter(path);
            Schema.Ensure(connection, path, codec.MasterKeyId);
            var tables = new Tables(connection);
            // There is no other process, so whoever held somebody is dead.
            tables.Leases.RemoveAll();
            return new SqliteStore(path, codec, held, new WriteQueue(tables, path));
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held.Dispose();
            if (failure is SqliteException) throw Failure.Of(path, "be opened", failure);
            throw;
        }
    }

    /// <summary>Opens a database that another process may be writing, to look at it. Whatever would write throws.</summary>
    /// <exception cref="StoreException">There is none, or another program or another master key made it; the message says which.</exception>
    public static SqliteStore OpenToRead(string path, BodyCodec codec)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new StoreException(path, "be opened", "there is none yet.");
        try
        {
            using var connection = Connections.OpenReader(path);
            if (!Schema.Check(connection, path)) throw new StoreException(path, "be opened", "there is none yet.");
            Schema.CheckMasterKey(connection, path, codec.MasterKeyId);
            return new SqliteStore(path, codec, null, null);
        }
        catch (SqliteException failure)
        {
            throw Failure.Of(path, "be opened", failure);
        }
    }

    /// <summary>Finishes the writes that wait, closes the database and lets another process have it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writes is not null) await _writes.Finish();
        // The writer goes last: the last connection empties the write-ahead log into the file, and a reader could not.
        _reads.Dispose();
        _writes?.Dispose();
        _lock?.Dispose();
    }

    Task<T> Read<T>(string operation, Func<Tables, T> read, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<T>(cancellation) : Task.FromResult(_reads.Run(operation, read));

    Task<bool> Write(string operation, Action<Tables> write, CancellationToken cancellation) => Writes.Run(
        operation,
        t =>
        {
            write(t);
            return true;
        },
        cancellation);
}
