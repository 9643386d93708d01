namespace Proactive.Cel.Tests;

public class DateTests
{
    [Theory]
    [InlineData("date('2026-12-22') + workdays(3)", "2026-12-29")] // the Czech golden dates
    [InlineData("date('2026-04-01') + workdays(3)", "2026-04-08")]
    [InlineData("date('2026-06-28') + days(8)", "2026-07-06")]
    [InlineData("(date('2026-06-28') + days(8)).orNextWorkday()", "2026-07-07")]
    [InlineData("date('2026-09-14') + workdays(15)", "2026-10-06")]
    [InlineData("(date('2026-05-20') + days(5)).orNextWorkday()", "2026-05-26")] // the Danish ones
    [InlineData("date('2026-12-31').orNextWorkday()", "2027-01-04")]
    [InlineData("(date('2026-11-27') + days(28)).orNextWorkday()", "2026-12-28")]
    [InlineData("date('2026-12-25').orPreviousWorkday()", "2026-12-23")]
    [InlineData("date('2026-12-29') - workdays(1)", "2026-12-28")]
    [InlineData("date('2026-12-29') + workdays(-2)", "2026-12-23")]
    [InlineData("date('2026-12-25') + workdays(0)", "2026-12-25")]
    [InlineData("date('2026-01-31') + months(1)", "2026-02-28")]
    [InlineData("date('2028-01-31') + months(1)", "2028-02-29")]
    [InlineData("date('2028-02-29') + years(1)", "2029-02-28")]
    [InlineData("date('2026-03-31') - months(13)", "2025-02-28")]
    [InlineData("weeks(8) + date('2026-01-01')", "2026-02-26")]
    [InlineData("(date('2026-01-20') + months(5)).dayOfMonth(10)", "2026-06-10")]
    [InlineData("date('2026-01-20').endOfMonth() + months(1) + days(10)", "2026-03-10")]
    [InlineData("date('2026-08-09').startOfQuarter() + months(3)", "2026-10-01")]
    [InlineData("date('2026-08-09').startOfMonth()", "2026-08-01")]
    [InlineData("date('2026-08-09').startOfYear()", "2026-01-01")]
    [InlineData("date(timestamp('2026-06-30T22:30:00Z'), 'Europe/Prague')", "2026-07-01")]
    [InlineData("date(timestamp('2026-06-30T21:30:00Z'), 'Europe/Prague')", "2026-06-30")]
    [InlineData("effective + (data.isAbroad ? months(3) : days(5))", "2026-11-06")]
    public void A_date_is_computed(string expression, string date) =>
        Assert.Equal(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), Moving.Evaluate(expression).AsDate);

    [Theory]
    [InlineData("date('2026-03-01') - date('2026-02-01') == 28", true)]
    [InlineData("date('2026-03-01') > date('2026-02-01')", true)]
    [InlineData("date('2026-03-01') == date('2026-02-01') + months(1)", true)]
    [InlineData("ageOn(date('2008-11-22'), date('2026-11-21')) == 17", true)]
    [InlineData("ageOn(date('2008-11-21'), date('2026-11-21')) == 18", true)]
    [InlineData("ageOn(date('2008-02-29'), date('2026-02-28')) == 17", true)]
    [InlineData("date('2026-11-22').dayOfWeek() == 7", true)]
    [InlineData("date('2026-11-22').year() * 10000 + date('2026-11-22').month() * 100 + date('2026-11-22').day() == 20261122", true)]
    [InlineData("string(date('2026-11-22')) == '2026-11-22'", true)]
    [InlineData("days(5) == days(5) && days(7) != weeks(1)", true)]
    [InlineData("date('2026-11-22') in [date('2026-11-22')]", true)]
    public void Dates_and_periods_are_compared(string expression, bool holds) => Assert.Equal(holds, Moving.Evaluate(expression).AsBool);

    [Theory]
    [InlineData("effective + years(8000)", "the date is outside the years 1 to 9999")]
    [InlineData("effective - days(1000000)", "the date is outside the years 1 to 9999")]
    [InlineData("effective + workdays(3000000)", "the date is outside the years 1 to 9999")]
    [InlineData("date('2026-02-01').dayOfMonth(30)", "2026-02 has no day 30")]
    [InlineData("effective + days(data.rooms * 1000000000000)", "days(3000000000000) is too long")]
    [InlineData("date(timestamp(0), 'Europe/Atlantis')", "'Europe/Atlantis' is no time zone such as Europe/Prague or +01:00")]
    public void What_has_no_date_is_an_error(string expression, string message) => Assert.Equal(message, Moving.Evaluate(expression).AsError.Message);

    [Fact]
    public void A_calendar_without_working_days_is_an_error()
    {
        var environment = CelEnvironment.Standard.WithLibrary(DateLibrary.Create(_ => false));
        var value = environment.Compile("date('2026-01-01') + workdays(1)").Expression!.Evaluate(new(environment.Variables, []));
        Assert.Equal("the calendar has no working day within 366 days of date(\"2027-01-02\")", value.AsError.Message);
    }

    [Fact]
    public void Without_the_library_there_are_no_dates() =>
        Assert.Equal("There is no function 'days'.", CelEnvironment.Standard.Compile("days(3)").Problems.Single().Message);
}
