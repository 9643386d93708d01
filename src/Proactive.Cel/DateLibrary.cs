using Proactive.Cel.Library;

namespace Proactive.Cel;

/// <summary>Calendar dates and periods: <c>effective + months(1)</c>, <c>due.orNextWorkday()</c>, <c>ageOn(birthDate, on)</c>.</summary>
public static class DateLibrary
{
    /// <summary>Makes the library for a calendar, which says what day is a working day. It must give the same answer each time.</summary>
    public static CelLibrary Create(Func<DateOnly, bool> isWorkday)
    {
        ArgumentNullException.ThrowIfNull(isWorkday);
        var calendar = new Workdays(isWorkday);
        return new("dates", [.. DateFunctions.Functions, .. DateArithmetic.Functions(calendar), .. calendar.Functions]);
    }
}
