namespace Proactive.Cel;

/// <summary>
/// A value of the language: a small struct, scalars unboxed. The default is <see cref="CelKind.Absent"/>.
/// Equality is the language's own: numbers compare across int, uint and double, and NaN equals nothing.
/// </summary>
public readonly partial struct CelValue : IEquatable<CelValue>
{
    // Read directly by compiled expressions. Bits holds scalars (a double by its bits, a date by its day number, a
    // timestamp by its seconds, a duration by its nanoseconds); Extra the timestamp's nanoseconds or the period's unit.
    internal readonly object? Ref;
    internal readonly long Bits;
    internal readonly int Extra;
    internal readonly CelKind Tag;

    internal CelValue(CelKind kind, long bits, object? reference = null, int extra = 0)
    {
        Tag = kind;
        Bits = bits;
        Ref = reference;
        Extra = extra;
    }

    public static CelValue Null { get; } = new(CelKind.Null, 0);

    public static CelValue True { get; } = new(CelKind.Bool, 1);

    public static CelValue False { get; } = new(CelKind.Bool, 0);

    /// <summary>The optional that holds nothing.</summary>
    public static CelValue OptionalNone { get; } = new(CelKind.Optional, 0);

    public static CelValue Of(bool value) => new(CelKind.Bool, value ? 1 : 0);

    public static CelValue Of(long value) => new(CelKind.Int, value);

    public static CelValue Of(ulong value) => new(CelKind.Uint, unchecked((long)value));

    public static CelValue Of(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static CelValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.String, 0, value);
    }

    public static CelValue Of(DateOnly value) => new(CelKind.Date, value.DayNumber);

    public static CelValue Of(CelPeriod value) => new(CelKind.Period, value.Count, null, (int)value.Unit);

    public static CelValue Of(DateTimeOffset value)
    {
        var (seconds, ticks) = Math.DivRem(value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return ticks < 0 ? OfTimestamp(seconds - 1, (int)(ticks + TimeSpan.TicksPerSecond) * 100) : OfTimestamp(seconds, (int)ticks * 100);
    }

    /// <summary>A duration. Throws <see cref="OverflowException"/> beyond about 292 years, the language's range.</summary>
    public static CelValue Of(TimeSpan value) => OfDuration(checked(value.Ticks * 100));

    public static CelValue Of(CelRecord value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.Record, 0, value);
    }

    public static CelValue Of(CelType value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.Type, 0, value);
    }

    /// <summary>A list. The values are not copied and must not change afterwards; none may be an error or absent.</summary>
    public static CelValue Of(IReadOnlyList<CelValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(CelKind.List, 0, values);
    }

    public static CelValue Of(CelMap value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(CelKind.Map, 0, value);
    }

    /// <summary>A map. Keys are bool, int, uint or string; a later entry with an equal key replaces an earlier one.</summary>
    public static CelValue OfMap(IEnumerable<KeyValuePair<CelValue, CelValue>> entries) => Of(CelMap.From(entries));

    /// <summary>A map with string keys, as JSON objects have.</summary>
    public static CelValue OfMap(IEnumerable<KeyValuePair<string, CelValue>> entries) =>
        Of(CelMap.From(entries.Select(e => KeyValuePair.Create(Of(e.Key), e.Value))));

    public static CelValue OfBytes(ReadOnlyMemory<byte> value) => new(CelKind.Bytes, 0, value.ToArray());

    /// <summary>A timestamp as seconds since 1970-01-01T00:00:00Z and nanoseconds 0..999,999,999 after them.</summary>
    public static CelValue OfTimestamp(long seconds, int nanoseconds) => new(CelKind.Timestamp, seconds, null, nanoseconds);

    /// <summary>A duration as nanoseconds.</summary>
    public static CelValue OfDuration(long nanoseconds) => new(CelKind.Duration, nanoseconds);

    /// <summary>The optional that holds a value.</summary>
    public static CelValue OptionalOf(CelValue value) => new(CelKind.Optional, 1, new Box(value));

    public static CelValue OfError(CelError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(CelKind.Error, 0, error);
    }

    internal static CelValue Failed(string message, int offset = -1) => OfError(new CelError(message, offset));

    internal sealed record Box(CelValue Value);
}
