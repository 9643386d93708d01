namespace Proactive.Cel.Tests;

/// <summary>The variables of a made-up event "person moved", which the tests read.</summary>
static class Moving
{
    public static readonly CelRecordType Place = new("place", [new("municipality", CelType.String), new("postcode", CelType.String, Required: false)]);

    public static readonly CelRecordType Member = new("member", [new("id", CelType.String), new("birthDate", CelType.Date)]);

    public static readonly CelRecordType Data = new("data",
    [
        new("movedOn", CelType.Date),
        new("from", CelType.Record(Place)),
        new("to", CelType.Record(Place)),
        new("household", CelType.List(CelType.Record(Member)), Required: false),
        new("rooms", CelType.Int),
        new("rent", CelType.Double),
        new("isAbroad", CelType.Bool),
        new("extra", CelType.Dyn, Required: false),
        new("guardian", CelType.Record(Member), Required: false),
    ]);

    public static readonly CelRecordType Variables = new("variables", [new("data", CelType.Record(Data)), new("effective", CelType.Date)]);

    // Weekdays, and the holidays the golden dates of both countries meet.
    static readonly HashSet<DateOnly> Holidays =
    [
        new(2026, 4, 3), new(2026, 4, 6), new(2026, 5, 25), new(2026, 7, 6), new(2026, 9, 28), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26),
        new(2026, 12, 31), new(2027, 1, 1),
    ];

    public static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    public static readonly CelEnvironment Environment =
        CelEnvironment.Standard.WithVariables(Variables).WithLibrary(DateLibrary.Create(IsWorkday));

    public static readonly CelRecord Event = new(Variables,
    [
        CelValue.Of(new CelRecord(Data,
        [
            CelValue.Of(new DateOnly(2026, 11, 1)),
            CelValue.Of(new CelRecord(Place, [CelValue.Of("0101"), CelValue.Of("1050")])),
            CelValue.Of(new CelRecord(Place, [CelValue.Of("0751"), default])),
            CelValue.Of(
            [
                CelValue.Of(new CelRecord(Member, [CelValue.Of("a"), CelValue.Of(new DateOnly(1990, 2, 28))])),
                CelValue.Of(new CelRecord(Member, [CelValue.Of("b"), CelValue.Of(new DateOnly(2015, 6, 30))])),
            ]),
            CelValue.Of(3),
            CelValue.Of(8500.5),
            CelValue.False,
            default,
            default,
        ])),
        CelValue.Of(new DateOnly(2026, 11, 1)),
    ]);

    public static CelValue Evaluate(string source) => Compile(source).Evaluate(Event);

    public static CompiledExpression Compile(string source, CelType? expected = null)
    {
        var compilation = Environment.Compile(source, expected);
        Assert.True(compilation.Succeeded, $"{source}: {string.Join(" ", compilation.Problems)}");
        return compilation.Expression;
    }
}
