using Proactive.Cel.Evaluation;

namespace Proactive.Cel.Library;

/// <summary>size and the standard tests on strings.</summary>
static class Collections
{
    static readonly CelType ListOfA = CelType.List(CelType.Parameter("A"));
    static readonly CelType MapOfAB = CelType.Map(CelType.Parameter("A"), CelType.Parameter("B"));

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("size", (string s) => (long)CodePoints.Count(s)),
        CelFunction.Member("size", (string s) => (long)CodePoints.Count(s)),
        CelFunction.Global("size", (CelValue b) => (long)b.AsBytes.Length, CelType.Int, CelType.Bytes),
        CelFunction.Member("size", (CelValue b) => (long)b.AsBytes.Length, CelType.Int, CelType.Bytes),
        CelFunction.Global("size", (IReadOnlyList<CelValue> l) => (long)l.Count, CelType.Int, ListOfA),
        CelFunction.Member("size", (IReadOnlyList<CelValue> l) => (long)l.Count, CelType.Int, ListOfA),
        CelFunction.Global("size", (CelMap m) => (long)m.Count, CelType.Int, MapOfAB),
        CelFunction.Member("size", (CelMap m) => (long)m.Count, CelType.Int, MapOfAB),

        CelFunction.Member("contains", (string s, string part) => s.Contains(part, StringComparison.Ordinal)).Searching(),
        CelFunction.Member("startsWith", (string s, string part) => s.StartsWith(part, StringComparison.Ordinal)),
        CelFunction.Member("endsWith", (string s, string part) => s.EndsWith(part, StringComparison.Ordinal)),
        CelFunction.Member("matches", Patterns.Matches, CelType.Bool).Searching().Checking(Patterns.Problem),
        CelFunction.Global("matches", Patterns.Matches, CelType.Bool).Searching().Checking(Patterns.Problem),
    ];
}
