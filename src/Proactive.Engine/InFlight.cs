using System.Runtime.ExceptionServices;

namespace Proactive.Engine;

/// <summary>Keeps a bounded number of things under way at a time.</summary>
static class InFlight
{
    /// <summary>
    /// Works on what <paramref name="take"/> gives until it gives nothing more, and sums the results. When something breaks, nothing
    /// more is taken, what is under way is finished, and then the exception comes.
    /// </summary>
    /// <param name="take">Given how many there is room for, gives at most as many.</param>
    public static async Task<int> Run<T>(int limit, Func<int, Task<IReadOnlyList<T>>> take, Func<T, Task<int>> work)
    {
        var underWay = new List<Task<int>>();
        var failures = new List<Exception>();
        var (sum, more) = (0, true);
        while (more || underWay.Count > 0)
        {
            try
            {
                if (more && await take(limit - underWay.Count) is { Count: > 0 } taken) underWay.AddRange(taken.Select(work));
                else more = false;
                while (underWay.Count >= limit || (!more && underWay.Count > 0) || underWay.Any(t => t.IsCompleted))
                {
                    var ended = await Task.WhenAny(underWay);
                    underWay.Remove(ended);
                    sum += await ended;
                }
            }
            catch (Exception failure)
            {
                failures.Add(failure);
                more = false;
            }
        }

        // Being stopped is no failure beside one.
        if (failures.Exists(f => f is not OperationCanceledException)) failures.RemoveAll(f => f is OperationCanceledException);
        return failures switch
        {
            [] => sum,
            [var only] => throw Rethrown(only),
            [OperationCanceledException stopped, ..] => throw Rethrown(stopped),
            _ => throw new AggregateException(failures),
        };
    }

    // With the place where it was thrown.
    static Exception Rethrown(Exception failure)
    {
        ExceptionDispatchInfo.Throw(failure);
        return failure;
    }
}
