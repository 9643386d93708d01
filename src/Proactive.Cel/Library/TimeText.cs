using System.Globalization;
using System.Text.RegularExpressions;

namespace Proactive.Cel.Library;

/// <summary>Timestamps as RFC 3339 and durations as decimal numbers with units, to the nanosecond.</summary>
static partial class TimeText
{
    public const long MinSeconds = -62135596800;
    public const long MaxSeconds = 253402300799;
    public const long NanosPerSecond = 1_000_000_000;

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"\G(\d*)(?:\.(\d*))?(h|ms|m|s|us|µs|μs|ns)", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPart();

    public static CelValue ReadTimestamp(string text)
    {
        var match = TimestampPattern().Match(text);
        if (!match.Success || !DateTime.TryParseExact($"{match.Groups[1].Value} {match.Groups[2].Value}", "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return CelValue.Failed($"'{text}' is no timestamp such as 2026-07-01T12:00:00Z in the years 1 to 9999");
        var seconds = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        if (match.Groups[4].Success)
        {
            var offset = Number(match.Groups[5]) * 3600 + Number(match.Groups[6]) * 60;
            seconds -= match.Groups[4].Value == "-" ? -offset : offset;
        }
        var nanoseconds = match.Groups[3].Success ? int.Parse(match.Groups[3].Value.PadRight(9, '0'), CultureInfo.InvariantCulture) : 0;
        return Timestamp(seconds, nanoseconds);
    }

    public static CelValue Timestamp(Int128 seconds, int nanoseconds) => seconds >= MinSeconds && seconds <= MaxSeconds
        ? CelValue.OfTimestamp((long)seconds, nanoseconds)
        : CelValue.Failed("range error: a timestamp lies in the years 1 to 9999");

    public static string WriteTimestamp(long seconds, int nanoseconds)
    {
        var whole = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:yyyy-MM-dd'T'HH:mm:ss}{Fraction(nanoseconds)}Z");
    }

    public static CelValue ReadDuration(string text)
    {
        var isNegative = text.StartsWith('-');
        var position = isNegative || text.StartsWith('+') ? 1 : 0;
        if (text[position..] == "0")
            return CelValue.OfDuration(0);
        Int128 total = 0;
        var parts = 0;
        for (; position < text.Length && parts < 32; parts++)
        {
            var match = DurationPart().Match(text, position);
            if (!match.Success || match.Groups[1].Length + match.Groups[2].Length is 0 or > 30)
                break;
            var unit = UnitNanoseconds(match.Groups[3].Value);
            total += (match.Groups[1].Length == 0 ? 0 : Int128.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * unit)
                + FractionOf(match.Groups[2].Value, unit);
            position += match.Length;
        }
        return parts > 0 && position == text.Length
            ? Duration(isNegative ? -total : total)
            : CelValue.Failed($"'{text}' is no duration such as 1h30m or 90s");
    }

    public static CelValue Duration(Int128 nanoseconds) => nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
        ? CelValue.OfDuration((long)nanoseconds)
        : CelValue.Failed("range error: a duration is at most about 292 years");

    public static string WriteDuration(long nanoseconds)
    {
        var magnitude = UInt128.CreateTruncating(Int128.Abs(nanoseconds));
        var (seconds, rest) = UInt128.DivRem(magnitude, (UInt128)NanosPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{(nanoseconds < 0 ? "-" : "")}{seconds}{Fraction((int)rest)}s");
    }

    static string Fraction(int nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');

    static long UnitNanoseconds(string unit) => unit switch
    {
        "h" => 3600 * NanosPerSecond,
        "m" => 60 * NanosPerSecond,
        "s" => NanosPerSecond,
        "ms" => 1_000_000,
        "ns" => 1,
        _ => 1_000,
    };

    static long FractionOf(string digits, long unit) =>
        digits.Length == 0 ? 0 : (long)(decimal.Parse("0." + digits[..Math.Min(digits.Length, 18)], CultureInfo.InvariantCulture) * unit);

    static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
}
