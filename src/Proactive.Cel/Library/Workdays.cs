namespace Proactive.Cel.Library;

/// <summary>Counting and finding working days by a host's calendar.</summary>
sealed class Workdays(Func<DateOnly, bool> isWorkday)
{
    // No calendar has a year without a working day; one that says so is wrong, and the search must end.
    const int LongestSearch = 366;

    public IReadOnlyList<CelFunction> Functions =>
    [
        CelFunction.Member("orNextWorkday", (DateOnly d) => isWorkday(d) ? CelValue.Of(d) : Add(d, 1), CelType.Date).Varying(),
        CelFunction.Member("orPreviousWorkday", (DateOnly d) => isWorkday(d) ? CelValue.Of(d) : Add(d, -1), CelType.Date).Varying(),
        CelFunction.Member("isWorkday", (DateOnly d) => isWorkday(d)).Varying(),
    ];

    /// <summary>The count-th working day strictly after the date, or before it if negative; the date itself for none.</summary>
    public CelValue Add(DateOnly date, long count)
    {
        var step = Math.Sign(count);
        var day = date;
        for (var remaining = Math.Abs(count); remaining > 0; remaining--)
        {
            var searched = 0;
            do
            {
                if (day == (step > 0 ? DateOnly.MaxValue : DateOnly.MinValue))
                    return DateArithmetic.OutOfRange;
                if (searched++ == LongestSearch)
                    return CelValue.Failed($"the calendar has no working day within {LongestSearch} days of {CelValue.Of(day)}");
                day = day.AddDays(step);
            }
            while (!isWorkday(day));
        }
        return CelValue.Of(day);
    }
}
