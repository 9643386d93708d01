using System.Globalization;

namespace Proactive.Cel.Library;

/// <summary>Dates and periods without a calendar of working days: making them and their parts.</summary>
static class DateFunctions
{
    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("date", Read, CelType.Date).Checking((_, v) => Read(v.AsString) is { IsError: true } e ? e.AsError.Message + "." : null),
        CelFunction.Global("date", (DateOnly d) => d),
        CelFunction.Global("date", OfTimestamp, CelType.Date, CelType.Timestamp, CelType.String),
        CelFunction.Global("string", (DateOnly d) => d.ToString("O", CultureInfo.InvariantCulture)),

        Period("days", PeriodUnit.Days),
        Period("weeks", PeriodUnit.Weeks),
        Period("months", PeriodUnit.Months),
        Period("years", PeriodUnit.Years),
        Period("workdays", PeriodUnit.Workdays),
        CelFunction.Global("string", (CelPeriod p) => p.ToString()),

        CelFunction.Member("year", (DateOnly d) => (long)d.Year),
        CelFunction.Member("month", (DateOnly d) => (long)d.Month),
        CelFunction.Member("day", (DateOnly d) => (long)d.Day),
        CelFunction.Member("dayOfWeek", (DateOnly d) => d.DayOfWeek == DayOfWeek.Sunday ? 7L : (long)d.DayOfWeek),
        CelFunction.Member("startOfMonth", (DateOnly d) => new DateOnly(d.Year, d.Month, 1)),
        CelFunction.Member("endOfMonth", (DateOnly d) => new DateOnly(d.Year, d.Month, DateTime.DaysInMonth(d.Year, d.Month))),
        CelFunction.Member("startOfQuarter", (DateOnly d) => new DateOnly(d.Year, (d.Month - 1) / 3 * 3 + 1, 1)),
        CelFunction.Member("startOfYear", (DateOnly d) => new DateOnly(d.Year, 1, 1)),
        CelFunction.Member("dayOfMonth", DayOfMonth, CelType.Date),
        CelFunction.Global("ageOn", (DateOnly birthDate, DateOnly on) => AgeOn(birthDate, on)),
    ];

    static CelValue Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? CelValue.Of(date)
            : CelValue.Failed($"'{text}' is no date such as 2026-07-01");

    static CelValue OfTimestamp(CelValue timestamp, string zone) => TimeZones.Local(timestamp, zone) is { } local
        ? CelValue.Of(DateOnly.FromDateTime(local))
        : CelValue.Failed($"'{zone}' is no time zone such as Europe/Prague or +01:00");

    static CelFunction Period(string name, PeriodUnit unit) => CelFunction.Global(name,
        (long count) => count is >= int.MinValue and <= int.MaxValue
            ? CelValue.Of(new CelPeriod(unit, (int)count))
            : CelValue.Failed($"{name}({CelValue.Of(count)}) is too long"),
        CelType.Period);

    static CelValue DayOfMonth(DateOnly date, long day) => day >= 1 && day <= DateTime.DaysInMonth(date.Year, date.Month)
        ? CelValue.Of(new DateOnly(date.Year, date.Month, (int)day))
        : CelValue.Failed($"{date.ToString("yyyy-MM", CultureInfo.InvariantCulture)} has no day {CelValue.Of(day)}");

    // Full years: one born on 29 February is a year older on 1 March of a common year.
    static long AgeOn(DateOnly birthDate, DateOnly on) =>
        on.Year - birthDate.Year - ((on.Month, on.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);
}
