using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite.Writing;

/// <summary>A write that waits for its turn, and the caller that waits for it.</summary>
abstract class PendingWrite(string operation, bool leavesNoTrace)
{
    /// <summary>As it follows "could not": <c>save files</c>.</summary>
    public string Operation => operation;

    /// <summary>True if what it deletes must not stay readable in the write-ahead log either.</summary>
    public bool LeavesNoTrace => leavesNoTrace;

    /// <summary>Runs its statements inside the open transaction. May be run again if the transaction was rolled back.</summary>
    public abstract void Apply(TableSet tables);

    public abstract void Committed();

    public abstract void Failed(Exception failure);
}

sealed class PendingWrite<T>(string operation, Func<TableSet, T> work, bool leavesNoTrace) : PendingWrite(operation, leavesNoTrace)
{
    // Otherwise the callers' next steps would run on the writer, between two commits.
    readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? _result;

    public Task<T> Done => _done.Task;

    public override void Apply(TableSet tables) => _result = work(tables);

    public override void Committed() => _done.TrySetResult(_result!);

    public override void Failed(Exception failure) => _done.TrySetException(failure);
}
