using System.Globalization;

namespace Proactive.Cel.Library;

/// <summary>Doubles as text: the shortest that reads back as the same number.</summary>
static class DoubleText
{
    public static string Write(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var magnitude = Math.Abs(value);
        return magnitude is 0 or (>= 1e-4 and < 1e21)
            ? Plain(value)
            : Exponent(value);
    }

    public static bool TryParse(string text, out double value)
    {
        value = text.ToUpperInvariant() switch
        {
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            "NAN" => double.NaN,
            _ => 0,
        };
        if (value != 0)
            return true; // also for NaN, which equals nothing
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && text.Any(char.IsAsciiDigit);
    }

    /// <summary>The number without an exponent, however long: 0.000001.</summary>
    public static string WriteDecimal(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
            return text;
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? mark : point) - sign.Length;
        var digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        var position = whole + exponent;
        return position <= 0
            ? $"{sign}0.{new string('0', -position)}{digits}"
            : sign + digits.PadRight(position, '0').Insert(position, digits.Length > position ? "." : "");
    }

    static string Plain(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? value.ToString("F0", CultureInfo.InvariantCulture) : text;
    }

    // 1E-07 of .NET is 1e-07 elsewhere: lower case, sign, two digits.
    static string Exponent(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
            return text;
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text[..mark]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}
