namespace Proactive.Cel.Evaluation;

/// <summary>Numbers of different kinds on one number line: 1 == 1u == 1.0, without rounding the larger one.</summary>
static class Numbers
{
    const double TwoTo63 = 9223372036854775808.0;
    const double TwoTo64 = 18446744073709551616.0;

    public static bool IsNumber(CelKind kind) => kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>Equality across kinds; false if either is no number.</summary>
    public static bool AreEqual(CelValue left, CelValue right) =>
        IsNumber(left.Kind) && IsNumber(right.Kind) && Compare(left, right) == 0;

    /// <summary>Negative, zero or positive; null if either is NaN. Both must be numbers.</summary>
    public static int? Compare(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.Bits.CompareTo(right.Bits),
        (CelKind.Uint, CelKind.Uint) => left.AsUint.CompareTo(right.AsUint),
        (CelKind.Int, CelKind.Uint) => CompareSigned(left.Bits, right.AsUint),
        (CelKind.Uint, CelKind.Int) => -CompareSigned(right.Bits, left.AsUint),
        (CelKind.Double, CelKind.Double) => CompareDoubles(left.AsDouble, right.AsDouble),
        (CelKind.Double, _) => CompareToInteger(left.AsDouble, right),
        _ => -CompareToInteger(right.AsDouble, left),
    };

    public static int Hash(CelValue number) => number.Kind switch
    {
        CelKind.Double when TryExactInt(number.AsDouble, out var whole) => whole.GetHashCode(),
        CelKind.Double when TryExactUint(number.AsDouble, out var large) => large.GetHashCode(),
        CelKind.Uint when number.AsUint > long.MaxValue => number.AsUint.GetHashCode(),
        _ => number.Bits.GetHashCode(),
    };

    public static bool TryExactInt(double value, out long whole)
    {
        whole = value is >= -TwoTo63 and < TwoTo63 ? (long)value : 0;
        return value is >= -TwoTo63 and < TwoTo63 && whole == value;
    }

    public static bool TryExactUint(double value, out ulong whole)
    {
        whole = value is >= 0 and < TwoTo64 ? (ulong)value : 0;
        return value is >= 0 and < TwoTo64 && whole == value;
    }

    static int CompareSigned(long left, ulong right) => left < 0 ? -1 : ((ulong)left).CompareTo(right);

    static int? CompareDoubles(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left < right ? -1 : left > right ? 1 : 0;

    // The integer becomes a double, as the standard's own suite expects at the edges of the 64-bit range.
    static int? CompareToInteger(double left, CelValue integer) => integer.Kind == CelKind.Int
        ? left < -TwoTo63 ? -1 : left > TwoTo63 ? 1 : CompareDoubles(left, integer.Bits)
        : left < 0 ? -1 : left > TwoTo64 ? 1 : CompareDoubles(left, integer.AsUint);
}
