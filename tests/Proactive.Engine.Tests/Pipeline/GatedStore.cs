using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>A store whose saves wait while it is shut, and fail when told to.</summary>
sealed class GatedStore(MemoryStore inner) : WrappedStore(inner)
{
    TaskCompletionSource _open = Done();
    readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    readonly SemaphoreSlim _asked = new(0);

    public bool Fail { get; set; }

    /// <summary>Saves that were asked for.</summary>
    public int Commits { get; private set; }

    /// <summary>Ends when the first save has come.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Ends when one more save has come.</summary>
    public Task Another() => _asked.WaitAsync();

    public void Shut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.SetResult();

    public override async Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        Commits++;
        _reached.TrySetResult();
        _asked.Release();
        await _open.Task;
        return Fail ? throw new IOException("The disk is full.") : await base.SaveFiles(changes, cancellation);
    }

    public override Task KeepNote(string name, string? text, CancellationToken cancellation) =>
        Fail ? Task.FromException(new IOException("The disk is full.")) : base.KeepNote(name, text, cancellation);

    static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
