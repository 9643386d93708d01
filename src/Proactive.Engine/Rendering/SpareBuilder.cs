using System.Text;

namespace Proactive.Engine.Rendering;

/// <summary>A string builder that a thread uses again: a message a millisecond would keep the garbage collector busy with new ones.</summary>
static class SpareBuilder
{
    // With room for most messages.
    const int Capacity = 32_768;

    [ThreadStatic]
    static StringBuilder? spare;

    /// <summary>An empty builder, the caller's until <see cref="End"/>.</summary>
    public static StringBuilder Begin()
    {
        var builder = spare ?? new StringBuilder(Capacity);
        spare = null;
        return builder;
    }

    /// <summary>What was written; the builder is not to be used afterwards.</summary>
    public static string End(StringBuilder builder)
    {
        var text = builder.ToString();
        // One that grew is left to the collector.
        if (builder.Capacity == Capacity) spare = builder.Clear();
        return text;
    }
}
