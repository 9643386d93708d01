namespace Proactive.Cel;

// Reading a value as what it is; the wrong kind throws InvalidOperationException, since the caller could have asked Kind.
public readonly partial struct CelValue
{
    public CelKind Kind => Tag;

    public bool IsError => Tag == CelKind.Error;

    public bool IsAbsent => Tag == CelKind.Absent;

    public bool AsBool => Expect(CelKind.Bool).Bits != 0;

    public long AsInt => Expect(CelKind.Int).Bits;

    public ulong AsUint => unchecked((ulong)Expect(CelKind.Uint).Bits);

    public double AsDouble => BitConverter.Int64BitsToDouble(Expect(CelKind.Double).Bits);

    public string AsString => (string)Expect(CelKind.String).Ref!;

    public ReadOnlyMemory<byte> AsBytes => (byte[])Expect(CelKind.Bytes).Ref!;

    public DateOnly AsDate => DateOnly.FromDayNumber((int)Expect(CelKind.Date).Bits);

    public CelPeriod AsPeriod => new((PeriodUnit)Expect(CelKind.Period).Extra, (int)Bits);

    public IReadOnlyList<CelValue> AsList => (IReadOnlyList<CelValue>)Expect(CelKind.List).Ref!;

    public CelMap AsMap => (CelMap)Expect(CelKind.Map).Ref!;

    public CelRecord AsRecord => (CelRecord)Expect(CelKind.Record).Ref!;

    public CelType AsType => (CelType)Expect(CelKind.Type).Ref!;

    public CelError AsError => (CelError)Expect(CelKind.Error).Ref!;

    /// <summary>The timestamp in UTC, cut to the 100 nanoseconds <see cref="DateTimeOffset"/> can hold.</summary>
    public DateTimeOffset AsTimestamp =>
        new(DateTimeOffset.UnixEpoch.Ticks + Expect(CelKind.Timestamp).Bits * TimeSpan.TicksPerSecond + Extra / 100, TimeSpan.Zero);

    /// <summary>The duration, cut to the 100 nanoseconds <see cref="TimeSpan"/> can hold.</summary>
    public TimeSpan AsDuration => TimeSpan.FromTicks(Expect(CelKind.Duration).Bits / 100);

    /// <summary>The value inside the optional, or null if it holds none.</summary>
    public CelValue? AsOptional => (Expect(CelKind.Optional).Ref as Box)?.Value;

    CelValue Expect(CelKind kind) =>
        Tag == kind ? this : throw new InvalidOperationException($"The value is {Tag}, not {kind}.");
}
