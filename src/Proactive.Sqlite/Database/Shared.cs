using System.Runtime.ExceptionServices;

namespace Proactive.Sqlite.Database;

/// <summary>Work on several things that the processors share if it is worth it: encrypting and reading bodies takes longer than SQLite does.</summary>
static class Shared
{
    const int Worth = 16;

    /// <summary>What <paramref name="work"/> gives for each, in their order. If it fails for some, the failure of one of them comes.</summary>
    public static TResult[] Each<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        var results = new TResult[items.Count];
        if (items.Count < Worth)
        {
            for (var i = 0; i < results.Length; i++) results[i] = work(items[i]);
            return results;
        }

        try
        {
            Parallel.For(0, results.Length, i => results[i] = work(items[i]));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return results;
    }
}
