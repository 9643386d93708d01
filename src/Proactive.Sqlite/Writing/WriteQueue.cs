using System.Threading.Channels;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;
using SQLitePCL;

namespace Proactive.Sqlite.Writing;

/// <summary>
/// The one writer. Writes wait in a queue; what is waiting goes into one transaction, so that many callers share the cost of
/// reaching the disk. A caller's task ends after the commit that holds its write.
/// </summary>
sealed class WriteQueue : IDisposable
{
    const int MaxWaiting = 1024;
    const int MaxInOneCommit = 512;

    readonly string _store;
    readonly TableSet _tables;
    readonly WriteAheadLog _log;
    readonly Statement _begin;
    readonly Statement _commit;
    readonly Statement _rollBack;
    readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    readonly Task _drained;
    volatile string? _damage;
    long _commits;

    public WriteQueue(TableSet tables, string store)
    {
        _store = store;
        _tables = tables;
        _log = new WriteAheadLog(tables.Connection, store);
        _begin = new Statement(tables.Connection, "BEGIN IMMEDIATE");
        _commit = new Statement(tables.Connection, "COMMIT");
        _rollBack = new Statement(tables.Connection, "ROLLBACK");
        _drained = Task.Run(Drain);
    }

    /// <summary>How many transactions were committed.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>How many writes wait for the transaction under way.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Queues the write and waits until it is on disk. Cancellation counts until it is queued; after that the caller learns what came of it.</summary>
    public async Task<T> Run<T>(string operation, Func<TableSet, T> work, CancellationToken cancellation, bool leavesNoTrace = false)
    {
        if (_damage is { } damage) throw Failure.Damaged(_store, operation, damage);
        var write = new PendingWrite<T>(operation, work, leavesNoTrace);
        try
        {
            await _waiting.Writer.WriteAsync(write, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore), $"The SQLite store {_store} is closed.");
        }

        return await write.Done;
    }

    /// <summary>Refuses every write from now on: the file is damaged, and writing to it would make that worse.</summary>
    public void Refuse(string damage) => _damage = damage;

    async Task Drain()
    {
        var batch = new List<PendingWrite>(MaxInOneCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxInOneCommit && _waiting.Reader.TryRead(out var write)) batch.Add(write);
            Commit(batch);
            batch.Clear();
        }
    }

    void Commit(List<PendingWrite> writes)
    {
        var (begun, applied) = (false, false);
        try
        {
            _begin.Run();
            begun = true;
            foreach (var write in writes) write.Apply(_tables);
            _tables.Figures.WriteCounted();
            applied = true;
            _commit.Run();
            Interlocked.Increment(ref _commits);
            _log.Tend(writes.Exists(w => w.LeavesNoTrace));
            foreach (var write in writes) write.Committed();
        }
        catch (Exception failure)
        {
            failure = RollBack() ?? failure;
            var fault = Failure.Of(_store, "write", failure).Fault;
            if (fault == StoreFault.Damaged) Refuse(failure.Message);
            // One of them is at fault and the others must not suffer for it: each on its own. A full disk is nobody's fault.
            if (begun && !applied && writes.Count > 1 && fault == StoreFault.Other)
                foreach (var write in writes) Commit([write]);
            else
                foreach (var write in writes) write.Failed(Failure.Of(_store, write.Operation, failure));
        }
    }

    // Serious failures (disk full, input/output) have ended the transaction already. What stands against a rollback is a failure for the callers.
    Exception? RollBack()
    {
        _tables.Figures.ForgetCounted();
        try
        {
            if (raw.sqlite3_get_autocommit(_tables.Connection.Handle) == 0) _rollBack.Run();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>Takes no more writes and finishes those that wait.</summary>
    public Task Finish()
    {
        _waiting.Writer.TryComplete();
        return _drained;
    }

    /// <summary>Closes the connection of a queue that has finished.</summary>
    public void Dispose() => _tables.Dispose();
}
