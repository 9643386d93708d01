using Microsoft.Data.Sqlite;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;
using Proactive.Sqlite.Upkeep;
using Proactive.Sqlite.Writing;
using SQLitePCL;

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
    Connection? _checking;

    SqliteStore(string path, BodyCodec codec, StoreLock? held, WriteQueue? writes)
    {
        (_path, _codec, _lock, _writes) = (path, codec, held, writes);
        _reads = new ReadConnections(path);
    }

    internal WriteQueue Writes => _writes ?? throw new StoreException(_path, "be written", "it was opened to read only.");

    /// <summary>What the operator has to know since the store was opened, e.g. that it was upgraded and where a copy is; null: nothing.</summary>
    public string? OpeningNotice { get; private init; }

    /// <summary>
    /// Ends when the file has been checked for damage: small ones before they are opened, large ones (over 256 MB) while they are in use.
    /// Null: it is whole. Otherwise every write is refused from then on, and this says how to restore it.
    /// </summary>
    public Task<StoreException?> Integrity { get; private set; } = Task.FromResult<StoreException?>(null);

    /// <summary>Opens the database, and makes it and its folder if there is none. One of an older program is copied and upgraded.</summary>
    /// <exception cref="StoreException">Another process has it open, a newer program or another master key made it, or the file is damaged or not usable; the message says which.</exception>
    public static SqliteStore Open(string path, BodyCodec codec, TimeProvider? clock = null) => Open(path, codec, clock ?? TimeProvider.System, QuickCheck.AtOnce);

    internal static SqliteStore Open(string path, BodyCodec codec, TimeProvider clock, long checkedAtOnce)
    {
        path = Path.GetFullPath(path);
        var held = StoreLock.Take(path);
        Connection? connection = null;
        try
        {
            connection = Connections.OpenWriter(path);
            var checkNow = new FileInfo(path).Length <= checkedAtOnce;
            if (checkNow && QuickCheck.Run(connection) is { } damage) throw Failure.Damaged(path, "be opened", damage);
            var notice = Prepare(connection, path, codec, clock);
            var store = new SqliteStore(path, codec, held, new WriteQueue(new TableSet(connection), path)) { OpeningNotice = notice };
            if (!checkNow) store.CheckInBackground();
            return store;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held.Dispose();
            if (failure is SqliteException) throw Failure.Of(path, "be opened", failure);
            throw;
        }
    }

    static string? Prepare(Connection connection, string path, BodyCodec codec, TimeProvider clock)
    {
        string? notice = null;
        if (Schema.Read(connection, path) is not { } version) Schema.Create(connection, codec);
        else if (version < Schema.Version) notice = Upgrade.Run(connection, path, version, codec, clock.GetUtcNow());
        Schema.CheckMasterKey(connection, path, codec);
        Upgrade.Sweep(connection);
        // There is no other process, so whoever held somebody is dead.
        new LeaseTable(connection).RemoveAll();
        return notice;
    }

    /// <summary>Opens a database that another process may be writing, to look at it. Whatever would write throws, but for lines of the audit log.</summary>
    /// <exception cref="StoreException">There is none, or an older or another program or another master key made it; the message says which.</exception>
    public static SqliteStore OpenToRead(string path, BodyCodec codec)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new StoreException(path, "be opened", "there is none yet.");
        try
        {
            using var connection = Connections.OpenReader(path);
            if (Schema.Read(connection, path) is not { } version) throw new StoreException(path, "be opened", "there is none yet.");
            if (version < Schema.Version)
                throw new StoreException(path, "be opened", $"it has schema version {version} and this program reads version {Schema.Version}. Open it once to write, e.g. with 'proactive deliver', and it is upgraded.");
            Schema.CheckMasterKey(connection, path, codec);
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
        // Again and again: a check that is about to begin is not interrupted.
        for (; !Integrity.IsCompleted; await Task.WhenAny(Integrity, Task.Delay(10))) raw.sqlite3_interrupt(_checking!.Handle);
        if (_writes is not null) await _writes.Finish();
        // The writer goes last: the last connection empties the write-ahead log into the file, and a reader could not.
        _reads.Dispose();
        _checking?.Dispose();
        _writes?.Dispose();
        _lock?.Dispose();
    }

    void CheckInBackground()
    {
        var connection = _checking = Connections.OpenReader(_path);
        Integrity = Task.Run(() =>
        {
            try
            {
                if (QuickCheck.Run(connection) is not { } damage) return null;
                Writes.Refuse(damage);
                return Failure.Damaged(_path, "be checked", damage);
            }
            catch (SqliteException failure)
            {
                if (failure.SqliteErrorCode == raw.SQLITE_INTERRUPT) return null;
                var broken = Failure.Of(_path, "be checked", failure);
                if (broken.Fault == StoreFault.Damaged) Writes.Refuse(failure.Message);
                return broken;
            }
        });
    }

    Task<T> Read<T>(string operation, Func<TableSet, T> read, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<T>(cancellation) : Task.FromResult(_reads.Run(operation, read));

    Task<bool> Write(string operation, Action<TableSet> write, CancellationToken cancellation) => Writes.Run(
        operation,
        t =>
        {
            write(t);
            return true;
        },
        cancellation);
}
