using System.Globalization;
using System.Numerics;

namespace Proactive.Cel.Library;

/// <summary>Doubles with a given number of digits, rounded half to even on their exact decimal value.</summary>
static class DoubleDigits
{
    public static string? NotFinite(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "Infinity" : "-Infinity" : null;

    public static string Fixed(double value, int precision)
    {
        if (NotFinite(value) is { } text)
            return text;
        var (digits, scale) = Exact(value);
        var rounded = Divide(digits, scale - precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var point = rounded.Length - precision;
        return Sign(value) + rounded[..point] + (precision == 0 ? "" : "." + rounded[point..]);
    }

    public static string Scientific(double value, int precision)
    {
        if (NotFinite(value) is { } text)
            return text;
        var (digits, scale) = Exact(value);
        var count = digits.IsZero ? 1 : digits.ToString(CultureInfo.InvariantCulture).Length;
        var exponent = digits.IsZero ? 0 : count - 1 - scale;
        var rounded = Divide(digits, count - 1 - precision).ToString(CultureInfo.InvariantCulture).PadRight(precision + 1, '0');
        // 9.99 rounds up to a digit more.
        if (rounded.Length > precision + 1)
            (rounded, exponent) = (rounded[..^1], exponent + 1);
        var fraction = precision == 0 ? "" : "." + rounded[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{Sign(value)}{rounded[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    // |value| = digits / 10^scale, exactly: a power of two in the denominator is a power of five above it.
    static (BigInteger Digits, int Scale) Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        var power = exponent == 0 ? -1074 : exponent - 1075;
        var whole = new BigInteger(exponent == 0 ? mantissa : mantissa | (1L << 52));
        return power >= 0 ? (whole << power, 0) : (whole * BigInteger.Pow(5, -power), -power);
    }

    // number / 10^places, half to even; a negative number of places multiplies.
    static BigInteger Divide(BigInteger number, int places)
    {
        if (places <= 0)
            return number * BigInteger.Pow(10, -places);
        var divisor = BigInteger.Pow(10, places);
        var quotient = BigInteger.DivRem(number, divisor, out var rest);
        var half = (rest * 2).CompareTo(divisor);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
