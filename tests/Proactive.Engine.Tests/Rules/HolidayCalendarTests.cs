using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

/// <summary>The golden dates of the Danish and Czech calendars, as shipped.</summary>
public sealed class HolidayCalendarTests
{
    static readonly Country Denmark = Repository.RuleBook.Guide("dk/moving")!.Country;
    static readonly Country Czechia = Repository.RuleBook.Guide("cz/job-loss")!.Country;

    [Theory]
    [InlineData("2025-04-20"), InlineData("2026-04-05"), InlineData("2027-03-28"), InlineData("2028-04-16")]
    [InlineData("2029-04-01"), InlineData("2030-04-21"), InlineData("2031-04-13"), InlineData("2032-03-28")]
    public void Easter_falls_where_the_church_says(string date) => Assert.Equal(DateOnly.Parse(date, null), HolidayCalendar.EasterSunday(int.Parse(date[..4], null)));

    [Theory]
    [InlineData("2026-01-01"), InlineData("2026-04-02"), InlineData("2026-04-03"), InlineData("2026-04-05"), InlineData("2026-04-06"), InlineData("2026-05-14")]
    [InlineData("2026-05-24"), InlineData("2026-05-25"), InlineData("2026-06-05"), InlineData("2026-12-24"), InlineData("2026-12-25"), InlineData("2026-12-26"), InlineData("2026-12-31")]
    [InlineData("2023-05-05")]
    public void Danish_offices_are_shut(string date) => Assert.True(Denmark.Calendar.IsHoliday(DateOnly.Parse(date, null)));

    [Theory]
    [InlineData("2024-04-26"), InlineData("2026-05-01"), InlineData("2026-05-13")]
    public void Danish_offices_are_open(string date) => Assert.True(Denmark.Calendar.IsWorkday(DateOnly.Parse(date, null)));

    [Theory]
    [InlineData("2026-01-01"), InlineData("2026-04-03"), InlineData("2026-04-06"), InlineData("2026-05-01"), InlineData("2026-05-08"), InlineData("2026-07-05"), InlineData("2026-07-06")]
    [InlineData("2026-09-28"), InlineData("2026-10-28"), InlineData("2026-11-17"), InlineData("2026-12-24"), InlineData("2026-12-25"), InlineData("2026-12-26")]
    public void Czech_offices_are_shut(string date) => Assert.True(Czechia.Calendar.IsHoliday(DateOnly.Parse(date, null)));

    [Fact]
    public void Czech_Good_Friday_is_a_holiday_since_2016()
    {
        Assert.True(Czechia.Calendar.IsWorkday(new DateOnly(2015, 4, 3)));
        Assert.False(Czechia.Calendar.IsWorkday(new DateOnly(2016, 3, 25)));
    }

    // Every shape of deadline that the life events need (shared facts 4.4), worked out by hand.
    [Theory]
    [InlineData("dk", "date('2026-11-07') - days(28)", "2026-10-10")] // a window before …
    [InlineData("dk", "date('2026-11-07') + days(5)", "2026-11-12")] // … and after
    [InlineData("dk", "date('2026-11-07') + weeks(8)", "2027-01-02")]
    [InlineData("dk", "date('2026-08-31') + months(6)", "2027-02-28")]
    [InlineData("dk", "date('2027-08-15') - months(6)", "2027-02-15")] // before a future date
    [InlineData("cz", "date('2027-08-15') - months(4)", "2027-04-15")]
    [InlineData("dk", "date('2026-02-10').endOfMonth()", "2026-02-28")]
    [InlineData("dk", "(date('2026-03-31') + months(5)).dayOfMonth(10)", "2026-08-10")] // the 10th of the 5th month after
    [InlineData("dk", "date('2026-01-15').endOfMonth() + months(1) + days(10)", "2026-03-10")] // month end, a month and 10 days
    [InlineData("dk", "(date('2026-05-20') + months(3)).startOfQuarter()", "2026-07-01")] // the quarter after a birthday
    [InlineData("dk", "date('2026-12-31')", "2026-12-31")] // the same day
    [InlineData("cz", "(date('2026-05-18') + days(45) + days(15)).orNextWorkday()", "2026-07-17")] // chained
    [InlineData("dk", "date('2008-02-29') + years(18)", "2026-02-28")]
    [InlineData("dk", "true ? date('2026-05-24').orNextWorkday() : date('2026-05-24')", "2026-05-26")] // rolling on a flag
    public void Every_shape_of_deadline_can_be_said(string country, string expression, string date) => Deadlines_count_as_the_law_counts(country, expression, date);

    [Theory]
    [InlineData("cz", "date('2026-12-22') + workdays(3)", "2026-12-29")]
    [InlineData("cz", "date('2026-04-01') + workdays(3)", "2026-04-08")]
    [InlineData("cz", "(date('2026-06-28') + days(8)).orNextWorkday()", "2026-07-07")]
    [InlineData("cz", "date('2026-09-14') + workdays(15)", "2026-10-06")]
    [InlineData("dk", "date('2026-05-20') + days(5)", "2026-05-25")]
    [InlineData("dk", "(date('2026-05-20') + days(5)).orNextWorkday()", "2026-05-26")]
    [InlineData("dk", "date('2026-12-31').orNextWorkday()", "2027-01-04")]
    [InlineData("dk", "(date('2026-11-27') + days(28)).orNextWorkday()", "2026-12-28")]
    public void Deadlines_count_as_the_law_counts(string country, string expression, string date)
    {
        var calendar = country == "dk" ? Denmark.Calendar : Czechia.Calendar;
        var environment = Cel.CelEnvironment.Standard.WithLibrary(Cel.DateLibrary.Create(calendar.IsWorkday));
        var compiled = environment.Compile(expression, Cel.CelType.Date).Expression!;
        Assert.Equal(DateOnly.Parse(date, null), compiled.Evaluate(new Cel.CelRecord(new Cel.CelRecordType("variables", []), [])).AsDate);
    }
}
