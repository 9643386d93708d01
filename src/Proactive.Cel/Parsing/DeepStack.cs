using System.Runtime.ExceptionServices;

namespace Proactive.Cel.Parsing;

/// <summary>Runs what recurses as deep as a source text nests. Texts that could nest deep get a thread with room for it.</summary>
static class DeepStack
{
    const int ManySymbols = 150;
    const int StackSize = 16 * 1024 * 1024;

    public static T Run<T>(string source, Func<T> work)
    {
        // Each level of nesting and each link of a chain is at least one of these characters.
        if (source.AsSpan().CountAny(['(', '[', '{', '!', '-', '+', '?', '.', '*', '/', '%', '=', '<', '>', 'n']) < ManySymbols)
            return work();
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }, StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
