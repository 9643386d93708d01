namespace Proactive.Web.Studio;

/// <summary>Runs checks, tests and simulations: a few at a time and not for long, so that nobody's draft holds up the host.</summary>
sealed class Rehearsals : IDisposable
{
    const int AtOnce = 2;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    readonly SemaphoreSlim _gate = new(AtOnce);

    /// <summary>What the work gave; null: it took too long, or others were before it for as long.</summary>
    public async Task<T?> Run<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        where T : class?
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            await _gate.WaitAsync(limit.Token);
            // The place is free again when the work has ended, also if nobody waits for it any more.
            var running = Task.Run(() => Work(work, limit.Token), CancellationToken.None);
            return await running.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task<T> Work<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
