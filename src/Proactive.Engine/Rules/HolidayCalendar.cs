using System.Collections.Concurrent;

namespace Proactive.Engine.Rules;

/// <summary>A day on which a country's offices are shut: on a fixed date or some days from Easter Sunday, in the years it is law.</summary>
/// <param name="FromYear">First year, inclusive; null: always.</param>
/// <param name="UntilYear">Last year, inclusive; null: still.</param>
public sealed record Holiday(string Name, int? Month, int? Day, int? DaysFromEaster, int? FromYear = null, int? UntilYear = null)
{
    public DateOnly? In(int year)
    {
        if (year < (FromYear ?? year) || year > (UntilYear ?? year)) return null;
        return DaysFromEaster is { } days ? HolidayCalendar.EasterSunday(year).AddDays(days) : new DateOnly(year, Month!.Value, Day!.Value);
    }
}

/// <summary>Which days are working days in a country. Thread-safe.</summary>
public sealed class HolidayCalendar(IReadOnlyList<Holiday> holidays)
{
    readonly ConcurrentDictionary<int, HashSet<DateOnly>> _years = new();

    public IReadOnlyList<Holiday> Holidays { get; } = holidays;

    public bool IsHoliday(DateOnly date) => _years.GetOrAdd(date.Year, HolidaysOf).Contains(date);

    /// <summary>True from Monday to Friday unless it is a holiday.</summary>
    public bool IsWorkday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(date);

    HashSet<DateOnly> HolidaysOf(int year) => [.. Holidays.Select(h => h.In(year)).OfType<DateOnly>()];

    /// <summary>Easter Sunday in the Gregorian calendar (the anonymous algorithm of Meeus, <i>Astronomical Algorithms</i>, ch. 8).</summary>
    public static DateOnly EasterSunday(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
        int f = (b + 8) / 25, g = (b - f + 1) / 3, h = ((19 * a) + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7, m = (a + (11 * h) + (22 * l)) / 451;
        var days = h + l - (7 * m) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
