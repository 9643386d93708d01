namespace Proactive.Cel.Evaluation;

/// <summary>
/// What an evaluation may still spend. Loops, local names and calls that make texts or lists pay, and beside them everything
/// whose time grows with a value's size; plain conditions over fields do not.
/// </summary>
static class Budget
{
    // Texts are compared and copied many characters at a time.
    const int CharactersPerUnit = 16;

    public static void Spend(ref long budget, long cost)
    {
        budget -= cost;
        if (budget < 0)
            throw new CostExceededException();
    }

    /// <summary>Pays for a value that was made, with all that is in it: one list held twice counts twice, as it will when compared.</summary>
    public static CelValue Made(ref long budget, CelValue value)
    {
        Spend(ref budget, 1);
        Visit(ref budget, value);
        return value;
    }

    /// <summary>Pays for comparing values, or for looking one up in the other.</summary>
    public static void Compared(ref long budget, CelValue left, CelValue right, bool isLookup)
    {
        var before = budget;
        Visit(ref budget, left);
        if (isLookup && right.Kind == CelKind.List)
            Spend(ref budget, (1 + before - budget) * right.AsList.Count);
        else if (left.Kind == CelKind.String && right.Kind == CelKind.String && left.AsString.Length != right.AsString.Length)
            budget = before;
    }

    /// <summary>Pays for a call by the sizes of its arguments, multiplied if it searches one in the other.</summary>
    public static void Called(ref long budget, long first, long second, bool multiplies) =>
        Spend(ref budget, multiplies ? 1 + first + first * second : 1 + first + second);

    public static long Weight(string text) => text.Length / CharactersPerUnit;

    public static long Weight(IReadOnlyList<CelValue> list) => list.Count;

    public static long Weight(CelMap map) => map.Count;

    // Working days are counted one by one.
    public static long Weight(CelPeriod period) => period.Unit == PeriodUnit.Workdays ? Math.Abs((long)period.Count) : 0;

    public static long Weight(CelValue value) => value.Kind switch
    {
        CelKind.String => Weight(value.AsString),
        CelKind.Bytes => value.AsBytes.Length / CharactersPerUnit,
        CelKind.List => Weight(value.AsList),
        CelKind.Map => Weight(value.AsMap),
        _ => 0,
    };

    static void Visit(ref long budget, CelValue value)
    {
        Spend(ref budget, Weight(value));
        if (value.Kind == CelKind.List)
        {
            var list = value.AsList;
            for (var i = 0; i < list.Count; i++)
                if (IsNested(list[i]))
                    Visit(ref budget, list[i]);
        }
        else if (value.Kind == CelKind.Map)
            foreach (var (key, held) in value.AsMap)
            {
                Visit(ref budget, key);
                Visit(ref budget, held);
            }
        else if (value.Kind == CelKind.Optional && value.AsOptional is { } inner)
            Visit(ref budget, inner);
    }

    static bool IsNested(CelValue value) => value.Kind is CelKind.String or CelKind.Bytes or CelKind.List or CelKind.Map or CelKind.Optional;
}

/// <summary>Thrown out of a running expression that costs too much, since such an error must not be absorbed by || or exists.</summary>
sealed class CostExceededException() : Exception("the expression costs more than is allowed");
