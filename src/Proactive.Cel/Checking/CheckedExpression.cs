namespace Proactive.Cel.Checking;

/// <summary>An expression every node of which is typed and resolved. Only the checker makes one.</summary>
sealed class CheckedExpression
{
    internal CheckedExpression(string source, CheckedNode root, IReadOnlyList<string> reads, long estimatedCost)
    {
        Source = source;
        Root = root;
        Reads = reads;
        EstimatedCost = estimatedCost;
    }

    public string Source { get; }

    public CheckedNode Root { get; }

    public IReadOnlyList<string> Reads { get; }

    public long EstimatedCost { get; }
}

/// <summary>A checked expression, or the problems that keep it from being one.</summary>
sealed record CheckOutcome(CheckedExpression? Expression, IReadOnlyList<CelProblem> Problems);
