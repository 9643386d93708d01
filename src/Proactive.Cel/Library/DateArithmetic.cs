namespace Proactive.Cel.Library;

/// <summary>Dates plus and minus periods, and the days between dates.</summary>
static class DateArithmetic
{
    public static IReadOnlyList<CelFunction> Functions(Workdays calendar) =>
    [
        CelFunction.Global("_+_", (DateOnly d, CelPeriod p) => Add(d, p, 1, calendar), CelType.Date).Varying(),
        CelFunction.Global("_+_", (CelPeriod p, DateOnly d) => Add(d, p, 1, calendar), CelType.Date).Varying(),
        CelFunction.Global("_-_", (DateOnly d, CelPeriod p) => Add(d, p, -1, calendar), CelType.Date).Varying(),
        CelFunction.Global("_-_", (DateOnly a, DateOnly b) => (long)(a.DayNumber - b.DayNumber)),
    ];

    static CelValue Add(DateOnly date, CelPeriod period, int sign, Workdays calendar)
    {
        var count = (long)sign * period.Count;
        return period.Unit switch
        {
            PeriodUnit.Days => AddDays(date, count),
            PeriodUnit.Weeks => AddDays(date, count * 7),
            PeriodUnit.Months => AddMonths(date, count),
            PeriodUnit.Years => AddMonths(date, count * 12),
            _ => calendar.Add(date, count),
        };
    }

    static CelValue AddDays(DateOnly date, long days)
    {
        var number = date.DayNumber + days;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? CelValue.Of(DateOnly.FromDayNumber((int)number)) : OutOfRange;
    }

    // The same day of the month, or its last day where it is shorter: 31 January + 1 month is 28 or 29 February.
    static CelValue AddMonths(DateOnly date, long months)
    {
        var (year, month) = Math.DivRem(date.Year * 12L + date.Month - 1 + months, 12);
        return month >= 0 && year is >= 1 and <= 9999
            ? CelValue.Of(new DateOnly((int)year, (int)month + 1, Math.Min(date.Day, DateTime.DaysInMonth((int)year, (int)month + 1))))
            : OutOfRange;
    }

    internal static CelValue OutOfRange => CelValue.Failed("the date is outside the years 1 to 9999");
}
