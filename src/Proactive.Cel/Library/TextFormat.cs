using System.Globalization;
using System.Numerics;
using System.Text;

namespace Proactive.Cel.Library;

/// <summary>The function format: clauses <c>%[.precision]conversion</c>, each for the next argument.</summary>
static class TextFormat
{
    const int DefaultPrecision = 6;
    const int MaxPrecision = 1_000;

    public static CelValue Format(string format, IReadOnlyList<CelValue> arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }
            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text.Append(format[++i]);
                continue;
            }
            if (!TryReadClause(format, ref i, out var conversion, out var precision))
                return CelValue.Failed("could not parse a formatting clause");
            if (next >= arguments.Count)
                return CelValue.Failed($"format needs an argument number {CelValue.Of(next + 1)}");
            var value = arguments[next++];
            if (Clause(conversion, value, precision) is not { } formatted)
                return CelValue.Failed($"%{conversion} cannot format {CelTypeTags.TypeOf(value)}");
            text.Append(formatted);
            if (Sizes.Problem(text.Length) is { } problem)
                return problem;
        }
        return CelValue.Of(text.ToString());
    }

    static bool TryReadClause(string format, ref int i, out char conversion, out int precision)
    {
        precision = DefaultPrecision;
        conversion = '\0';
        i++;
        if (i < format.Length && format[i] == '.')
        {
            var start = ++i;
            while (i < format.Length && char.IsAsciiDigit(format[i]))
                i++;
            if (!int.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision) || precision > MaxPrecision)
                return false;
        }
        conversion = i < format.Length ? format[i] : '\0';
        return conversion is 's' or 'd' or 'f' or 'e' or 'x' or 'X' or 'o' or 'b';
    }

    static string? Clause(char conversion, CelValue value, int precision) => conversion switch
    {
        's' => TextForm.Of(value),
        'd' => value.Kind is CelKind.Int or CelKind.Uint or CelKind.Double ? TextForm.Of(value) : null,
        'f' => Evaluation.Numbers.IsNumber(value.Kind) ? DoubleDigits.Fixed(AsDouble(value), precision) : null,
        'e' => Evaluation.Numbers.IsNumber(value.Kind) ? DoubleDigits.Scientific(AsDouble(value), precision) : null,
        'x' => Hex(value),
        'X' => Hex(value)?.ToUpperInvariant(),
        'o' => Integer(value) is { } n ? Radix(n, 3) : null,
        _ => value.Kind == CelKind.Bool ? (value.AsBool ? "1" : "0") : Integer(value) is { } n ? Radix(n, 1) : null,
    };

    static double AsDouble(CelValue value) => value.Kind switch
    {
        CelKind.Int => value.AsInt,
        CelKind.Uint => value.AsUint,
        _ => value.AsDouble,
    };

    static BigInteger? Integer(CelValue value) => value.Kind switch
    {
        CelKind.Int => value.AsInt,
        CelKind.Uint => value.AsUint,
        _ => null,
    };

    static string? Hex(CelValue value) => value.Kind switch
    {
        CelKind.String => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value.AsString)),
        CelKind.Bytes => Convert.ToHexStringLower(value.AsBytes.Span),
        _ => Integer(value) is { } n ? Radix(n, 4) : null,
    };

    static string Radix(BigInteger number, int bitsPerDigit)
    {
        var digits = new StringBuilder();
        for (var rest = BigInteger.Abs(number); !rest.IsZero; rest >>= bitsPerDigit)
            digits.Insert(0, "0123456789abcdef"[(int)(rest & ((1 << bitsPerDigit) - 1))]);
        return digits.Length == 0 ? "0" : (number.Sign < 0 ? "-" : "") + digits;
    }
}
