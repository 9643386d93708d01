namespace Proactive.Cel.Library;

/// <summary>Timestamps and durations: making them, their arithmetic, and their parts in a time zone.</summary>
static class TimestampFunctions
{
    const long NanosPerSecond = TimeText.NanosPerSecond;
    static readonly CelType Timestamp = CelType.Timestamp;
    static readonly CelType Duration = CelType.Duration;

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("timestamp", (CelValue t) => t, Timestamp, Timestamp),
        CelFunction.Global("timestamp", TimeText.ReadTimestamp, Timestamp).Checking(Problem(TimeText.ReadTimestamp)),
        CelFunction.Global("timestamp", (long seconds) => TimeText.Timestamp(seconds, 0), Timestamp),
        CelFunction.Global("duration", (CelValue d) => d, Duration, Duration),
        CelFunction.Global("duration", TimeText.ReadDuration, Duration).Checking(Problem(TimeText.ReadDuration)),

        CelFunction.Global("_+_", Add, Timestamp, Timestamp, Duration),
        CelFunction.Global("_+_", (CelValue d, CelValue t) => Add(t, d), Timestamp, Duration, Timestamp),
        CelFunction.Global("_+_", (CelValue a, CelValue b) => TimeText.Duration((Int128)a.Bits + b.Bits), Duration, Duration, Duration),
        CelFunction.Global("_-_", (CelValue t, CelValue d) => Shift(t, -(Int128)d.Bits), Timestamp, Timestamp, Duration),
        CelFunction.Global("_-_", (CelValue a, CelValue b) => TimeText.Duration(Nanoseconds(a) - Nanoseconds(b)), Duration, Timestamp, Timestamp),
        CelFunction.Global("_-_", (CelValue a, CelValue b) => TimeText.Duration((Int128)a.Bits - b.Bits), Duration, Duration, Duration),

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

        CelFunction.Member("getHours", (CelValue d) => d.Bits / (3600 * NanosPerSecond), CelType.Int, Duration),
        CelFunction.Member("getMinutes", (CelValue d) => d.Bits / (60 * NanosPerSecond), CelType.Int, Duration),
        CelFunction.Member("getSeconds", (CelValue d) => d.Bits / NanosPerSecond, CelType.Int, Duration),
        CelFunction.Member("getMilliseconds", (CelValue d) => d.Bits % NanosPerSecond / 1_000_000, CelType.Int, Duration),
    ];

    // A constant that cannot be read is an author's mistake, to be told when the expression is compiled.
    static Func<int, CelValue, string?> Problem(Func<string, CelValue> read) =>
        (_, text) => read(text.AsString) is { IsError: true } failure ? failure.AsError.Message + "." : null;

    static CelValue Add(CelValue timestamp, CelValue duration) => Shift(timestamp, duration.Bits);

    static CelValue Shift(CelValue timestamp, Int128 nanoseconds)
    {
        var total = Nanoseconds(timestamp) + nanoseconds;
        var seconds = total / NanosPerSecond;
        var rest = total % NanosPerSecond;
        return rest < 0 ? TimeText.Timestamp(seconds - 1, (int)(rest + NanosPerSecond)) : TimeText.Timestamp(seconds, (int)rest);
    }

    static Int128 Nanoseconds(CelValue timestamp) => (Int128)timestamp.Bits * NanosPerSecond + timestamp.Extra;

    // In UTC, or in the zone given.
    static CelFunction[] Part(string name, Func<DateTime, int, int> part) =>
    [
        CelFunction.Member(name, (CelValue t) => PartOf(t, "UTC", part), CelType.Int, Timestamp),
        CelFunction.Member(name, (CelValue t, string zone) => PartOf(t, zone, part), CelType.Int, Timestamp, CelType.String),
    ];

    static CelValue PartOf(CelValue timestamp, string zone, Func<DateTime, int, int> part) =>
        TimeZones.Local(timestamp, zone) is { } local
            ? CelValue.Of((long)part(local, timestamp.Extra))
            : CelValue.Failed($"'{zone}' is no time zone such as Europe/Prague or +01:00");
}
