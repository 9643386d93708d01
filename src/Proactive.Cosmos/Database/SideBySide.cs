using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Proactive.Cosmos.Database;

/// <summary>Work on several things at once. What fails for one does not stop the others; the first failure comes when all are done.</summary>
static class SideBySide
{
    public static Task Each<T>(IEnumerable<T> items, int atOnce, Func<T, Task> work, CancellationToken cancellation) =>
        Each(items.ToAsyncEnumerable(), atOnce, work, cancellation);

    /// <inheritdoc cref="Each{T}(IEnumerable{T}, int, Func{T, Task}, CancellationToken)"/>
    public static async Task Each<T>(IAsyncEnumerable<T> items, int atOnce, Func<T, Task> work, CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<Exception>();
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (item, _) =>
        {
            try
            {
                await work(item);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                failures.Enqueue(failure);
            }
        });
        if (failures.TryPeek(out var first)) ExceptionDispatchInfo.Throw(first);
    }
}
