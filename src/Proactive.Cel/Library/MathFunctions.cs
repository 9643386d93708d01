using Proactive.Cel.Evaluation;

namespace Proactive.Cel.Library;

/// <summary>The extension library math.</summary>
static class MathFunctions
{
    static readonly CelType ListOfA = CelType.List(CelType.Parameter("A"));

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        .. Extreme("math.greatest", 1),
        .. Extreme("math.least", -1),

        CelFunction.Global("math.ceil", (double v) => Math.Ceiling(v)),
        CelFunction.Global("math.floor", (double v) => Math.Floor(v)),
        CelFunction.Global("math.round", (double v) => Math.Round(v, MidpointRounding.AwayFromZero)),
        CelFunction.Global("math.trunc", (double v) => Math.Truncate(v)),
        CelFunction.Global("math.sqrt", (double v) => Math.Sqrt(v)),
        CelFunction.Global("math.sqrt", (long v) => Math.Sqrt(v)),
        CelFunction.Global("math.sqrt", (ulong v) => Math.Sqrt(v)),
        CelFunction.Global("math.abs", (double v) => Math.Abs(v)),
        CelFunction.Global("math.abs", (long v) => v == long.MinValue ? CelValue.Failed("overflow") : CelValue.Of(Math.Abs(v)), CelType.Int),
        CelFunction.Global("math.abs", (ulong v) => v),
        CelFunction.Global("math.sign", (double v) => double.IsNaN(v) ? v : Math.Sign(v)),
        CelFunction.Global("math.sign", (long v) => (long)Math.Sign(v)),
        CelFunction.Global("math.sign", (ulong v) => v == 0 ? 0UL : 1UL),
        CelFunction.Global("math.isNaN", (double v) => double.IsNaN(v)),
        CelFunction.Global("math.isInf", (double v) => double.IsInfinity(v)),
        CelFunction.Global("math.isFinite", (double v) => double.IsFinite(v)),

        CelFunction.Global("math.bitAnd", (long a, long b) => a & b),
        CelFunction.Global("math.bitAnd", (ulong a, ulong b) => a & b),
        CelFunction.Global("math.bitOr", (long a, long b) => a | b),
        CelFunction.Global("math.bitOr", (ulong a, ulong b) => a | b),
        CelFunction.Global("math.bitXor", (long a, long b) => a ^ b),
        CelFunction.Global("math.bitXor", (ulong a, ulong b) => a ^ b),
        CelFunction.Global("math.bitNot", (long a) => ~a),
        CelFunction.Global("math.bitNot", (ulong a) => ~a),
        CelFunction.Global("math.bitShiftLeft", (long a, long by) => Shifted(by, a << (int)by), CelType.Int),
        CelFunction.Global("math.bitShiftLeft", (ulong a, long by) => Shifted(by, a << (int)by), CelType.Uint),
        // The sign bit is shifted like any other: bits, not a number.
        CelFunction.Global("math.bitShiftRight", (long a, long by) => Shifted(by, a >>> (int)by), CelType.Int),
        CelFunction.Global("math.bitShiftRight", (ulong a, long by) => Shifted(by, a >> (int)by), CelType.Uint),
    ];

    static CelValue NegativeOffset => CelValue.Failed("negative offset");

    // All bits are shifted out by 64 and more.
    static CelValue Shifted(long by, long shifted) => by < 0 ? NegativeOffset : CelValue.Of(by > 63 ? 0 : shifted);

    static CelValue Shifted(long by, ulong shifted) => by < 0 ? NegativeOffset : CelValue.Of(by > 63 ? 0 : shifted);

    static CelFunction[] Extreme(string name, int sign) =>
    [
        CelFunction.Global(name, (IReadOnlyList<CelValue> numbers) => ExtremeOf(name, numbers, sign), CelType.Parameter("A"), ListOfA),
        CelFunction.Global(name, (IReadOnlyList<CelValue> numbers) => ExtremeOf(name, numbers, sign), CelType.Parameter("A"), ListOfA).Variadic(),
    ];

    static CelValue ExtremeOf(string name, IReadOnlyList<CelValue> numbers, int sign)
    {
        if (numbers.Count == 0)
            return CelValue.Failed($"{name} needs a number");
        var best = numbers[0];
        foreach (var number in numbers)
            if (!Numbers.IsNumber(number.Kind))
                return CelValue.Failed($"no such overload: {name} of {CelTypeTags.TypeOf(number)}");
            else if (Numbers.Compare(number, best) is { } order && Math.Sign(order) == sign)
                best = number;
        return best;
    }
}
