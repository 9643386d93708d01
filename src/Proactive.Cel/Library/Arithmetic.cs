namespace Proactive.Cel.Library;

/// <summary>The arithmetic operators. Integers are checked: an overflow is an error, never a wrong number.</summary>
static class Arithmetic
{
    static readonly CelType ListOfA = CelType.List(CelType.Parameter("A"));

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("_+_", (long a, long b) => Added(a, b), CelType.Int),
        CelFunction.Global("_-_", (long a, long b) => Subtracted(a, b), CelType.Int),
        CelFunction.Global("_*_", (long a, long b) => Multiplied(a, b), CelType.Int),
        CelFunction.Global("_/_", (long a, long b) => b == 0 ? DivisionByZero : IsTooLarge(a, b) ? Overflow : CelValue.Of(a / b), CelType.Int),
        CelFunction.Global("_%_", (long a, long b) => b == 0 ? ModulusByZero : IsTooLarge(a, b) ? Overflow : CelValue.Of(a % b), CelType.Int),
        CelFunction.Global("-_", (long a) => a == long.MinValue ? Overflow : CelValue.Of(-a), CelType.Int),

        CelFunction.Global("_+_", (ulong a, ulong b) => a <= ulong.MaxValue - b ? CelValue.Of(a + b) : Overflow, CelType.Uint),
        CelFunction.Global("_-_", (ulong a, ulong b) => a >= b ? CelValue.Of(a - b) : Overflow, CelType.Uint),
        CelFunction.Global("_*_", (ulong a, ulong b) => Math.BigMul(a, b, out var low) == 0 ? CelValue.Of(low) : Overflow, CelType.Uint),
        CelFunction.Global("_/_", (ulong a, ulong b) => b == 0 ? DivisionByZero : CelValue.Of(a / b), CelType.Uint),
        CelFunction.Global("_%_", (ulong a, ulong b) => b == 0 ? ModulusByZero : CelValue.Of(a % b), CelType.Uint),

        CelFunction.Global("_+_", (double a, double b) => a + b),
        CelFunction.Global("_-_", (double a, double b) => a - b),
        CelFunction.Global("_*_", (double a, double b) => a * b),
        CelFunction.Global("_/_", (double a, double b) => a / b),
        CelFunction.Global("-_", (double a) => -a),

        CelFunction.Global("_+_", (string a, string b) => Sizes.Text(a.Length + (long)b.Length, () => a + b), CelType.String),
        CelFunction.Global("_+_", (CelValue a, CelValue b) => Joined(a.AsBytes, b.AsBytes), CelType.Bytes, CelType.Bytes, CelType.Bytes),
        CelFunction.Global("_+_", (IReadOnlyList<CelValue> a, IReadOnlyList<CelValue> b) => Joined(a, b), ListOfA, ListOfA, ListOfA),
        CelFunction.Global("!_", (bool a) => !a),
    ];

    static CelValue Overflow => CelValue.Failed("overflow");

    static CelValue DivisionByZero => CelValue.Failed("division by zero");

    static CelValue ModulusByZero => CelValue.Failed("modulus by zero");

    static CelValue Added(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) >= 0 ? CelValue.Of(sum) : Overflow;
    }

    static CelValue Subtracted(long a, long b)
    {
        var difference = unchecked(a - b);
        return ((a ^ b) & (a ^ difference)) >= 0 ? CelValue.Of(difference) : Overflow;
    }

    static CelValue Multiplied(long a, long b)
    {
        var product = Math.BigMul(a, b);
        return product == (long)product ? CelValue.Of((long)product) : Overflow;
    }

    static bool IsTooLarge(long a, long b) => a == long.MinValue && b == -1;

    static CelValue Joined(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b)
    {
        if (Sizes.Problem(a.Length + (long)b.Length) is { } problem)
            return problem;
        var bytes = new byte[a.Length + b.Length];
        a.CopyTo(bytes);
        b.CopyTo(bytes.AsMemory(a.Length));
        return CelValue.OfBytes(bytes);
    }

    static CelValue Joined(IReadOnlyList<CelValue> a, IReadOnlyList<CelValue> b)
    {
        if (Sizes.Problem(a.Count + (long)b.Count) is { } problem)
            return problem;
        var list = new CelValue[a.Count + b.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = i < a.Count ? a[i] : b[i - a.Count];
        return CelValue.Of(list);
    }
}
