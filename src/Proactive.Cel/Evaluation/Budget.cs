namespace Proactive.Cel.Evaluation;

/// <summary>What an evaluation may still spend. Loops, local names and calls that make texts or lists pay; plain conditions do not.</summary>
internal static class Budget
{
    public static void Spend(ref long budget, long cost)
    {
        budget -= cost;
        if (budget < 0)
            throw new CostExceededException();
    }

    /// <summary>Pays for a value that was made, by its size.</summary>
    public static CelValue Made(ref long budget, CelValue value)
    {
        Spend(ref budget, 1 + SizeOf(value));
        return value;
    }

    private static long SizeOf(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString.Length / 16,
        CelKind.Bytes => value.AsBytes.Length / 16,
        CelKind.List => value.AsList.Count,
        CelKind.Map => value.AsMap.Count,
        _ => 0,
    };
}

/// <summary>Thrown out of a running expression that costs too much, since such an error must not be absorbed by || or exists.</summary>
internal sealed class CostExceededException() : Exception("the expression costs more than is allowed");
