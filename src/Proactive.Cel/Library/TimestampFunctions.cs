namespace Proactive.Cel.Library;

/// <summary>Timestamps and durations: making them, their arithmetic, and their parts in a time zone.</summary>
internal static class TimestampFunctions
{
    private const long NanosPerSecond = TimeText.NanosPerSecond;

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("timestamp", (CelValue t) => t, CelType.Timestamp, CelType.Timestamp),
        CelFunction.Global("timestamp", TimeText.ReadTimestamp, CelType.Timestamp).Checking((_, v) => Problem(TimeText.ReadTimestamp(v.AsString))),
        CelFunction.Global("timestamp", (long seconds) => TimeText.Timestamp(seconds, 0), CelType.Timestamp),
        CelFunction.Global("duration", (CelValue d) => d, CelType.Duration, CelType.Duration),
        CelFunction.Global("duration", TimeText.ReadDuration, CelType.Duration).Checking((_, v) => Problem(TimeText.ReadDuration(v.AsString))),

        CelFunction.Global("_+_", Add, CelType.Timestamp, CelType.Timestamp, CelType.Duration),
        CelFunction.Global("_+_", (CelValue d, CelValue t) => Add(t, d), CelType.Timestamp, CelType.Duration, CelType.Timestamp),
        CelFunction.Global("_+_", (CelValue a, CelValue b) => TimeText.Duration((Int128)a.Bits + b.Bits), CelType.Duration, CelType.Duration, CelType.Duration),
        CelFunction.Global("_-_", (CelValue t, CelValue d) => Shift(t, -(Int128)d.Bits), CelType.Timestamp, CelType.Timestamp, CelType.Duration),
        CelFunction.Global("_-_", (CelValue a, CelValue b) => TimeText.Duration(Nanoseconds(a) - Nanoseconds(b)), CelType.Duration, CelType.Timestamp, CelType.Timestamp),
        CelFunction.Global("_-_", (CelValue a, CelValue b) => TimeText.Duration((Int128)a.Bits - b.Bits), CelType.Duration, CelType.Duration, CelType.Duration),

        .. Part("getFullYear", (local, _) => local.Year),
        .. Part("getMonth", (local, _) => local.Month - 1),
        .. Part("getDate", (local, _) => local.Day),
        .. Part("getDayOfMonth", (local, _) => local.Day - 1),
        .. Part("getDayOfWeek", (local, _) => (int)local.DayOfWeek),
        .. Part("getDayOfYear", (local, _) => local.DayOfYear - 1),
        .. Part("getHours", (local, _) => local.Hour),
        .. Part("getMinutes", (local, _) => local.Minute),
        .. Part("getSeconds", (local, _) => local.Second),
        .. Part("getMilliseconds", (_, nanoseconds) => nanoseconds / 1_000_000),

        CelFunction.Member("getHours", (CelValue d) => d.Bits / (3600 * NanosPerSecond), CelType.Int, CelType.Duration),
        CelFunction.Member("getMinutes", (CelValue d) => d.Bits / (60 * NanosPerSecond), CelType.Int, CelType.Duration),
        CelFunction.Member("getSeconds", (CelValue d) => d.Bits / NanosPerSecond, CelType.Int, CelType.Duration),
        CelFunction.Member("getMilliseconds", (CelValue d) => d.Bits % NanosPerSecond / 1_000_000, CelType.Int, CelType.Duration),
    ];

    private static string? Problem(CelValue value) => value.IsError ? value.AsError.Message + "." : null;

    private static CelValue Add(CelValue timestamp, CelValue duration) => Shift(timestamp, duration.Bits);

    private static CelValue Shift(CelValue timestamp, Int128 nanoseconds)
    {
        var total = Nanoseconds(timestamp) + nanoseconds;
        var seconds = total / NanosPerSecond;
        var rest = total % NanosPerSecond;
        return rest < 0 ? TimeText.Timestamp(seconds - 1, (int)(rest + NanosPerSecond)) : TimeText.Timestamp(seconds, (int)rest);
    }

    private static Int128 Nanoseconds(CelValue timestamp) => (Int128)timestamp.Bits * NanosPerSecond + timestamp.Extra;

    // In UTC, or in the zone given.
    private static CelFunction[] Part(string name, Func<DateTime, int, int> part) =>
    [
        CelFunction.Member(name, (CelValue t) => PartOf(t, "UTC", part), CelType.Int, CelType.Timestamp),
        CelFunction.Member(name, (CelValue t, string zone) => PartOf(t, zone, part), CelType.Int, CelType.Timestamp, CelType.String),
    ];

    private static CelValue PartOf(CelValue timestamp, string zone, Func<DateTime, int, int> part) => TimeZones.Local(timestamp, zone) is { } local
        ? CelValue.Of((long)part(local, timestamp.Extra))
        : CelValue.Failed($"'{zone}' is no time zone such as Europe/Prague or +01:00");
}
