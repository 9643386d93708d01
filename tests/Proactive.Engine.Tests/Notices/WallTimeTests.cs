using System.Globalization;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Notices;

/// <summary>Golden cases: both nights on which clocks change, and the ends of months and years.</summary>
public sealed class WallTimeTests
{
    [Theory]
    // The hour that spring leaves out begins when it ends.
    [InlineData("2026-03-29T01:59", "Europe/Copenhagen", "2026-03-29T00:59Z")]
    [InlineData("2026-03-29T02:00", "Europe/Copenhagen", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T02:30", "Europe/Copenhagen", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T03:00", "Europe/Copenhagen", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T02:30", "Europe/Prague", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29T01:30", "Europe/London", "2026-03-29T01:00Z")]
    // Of the hour that autumn repeats, the first.
    [InlineData("2026-10-25T02:00", "Europe/Copenhagen", "2026-10-25T00:00Z")]
    [InlineData("2026-10-25T02:30", "Europe/Copenhagen", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T03:00", "Europe/Copenhagen", "2026-10-25T02:00Z")]
    [InlineData("2026-10-25T02:30", "Europe/Prague", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T01:30", "Europe/London", "2026-10-25T00:30Z")]
    [InlineData("2026-12-31T23:59", "Europe/Prague", "2026-12-31T22:59Z")]
    [InlineData("2027-01-01T00:00", "Europe/Copenhagen", "2026-12-31T23:00Z")]
    [InlineData("2028-02-29T08:00", "Europe/London", "2028-02-29T08:00Z")]
    public void A_time_on_the_wall_is_one_instant(string local, string zone, string instant) =>
        Assert.Equal(Instant(instant), WallTime.Of(Local(local), TimeZoneInfo.FindSystemTimeZoneById(zone)).ToInstant());

    [Theory]
    [InlineData("dk/moving", "2026-12-31T16:30", "2027-01-04T08:00")] // New Year's Day is a Friday
    [InlineData("cz/moving", "2026-12-23T18:00", "2026-12-28T08:00")] // Christmas is Thursday to Saturday
    [InlineData("dk/moving", "2028-02-28T20:00", "2028-02-29T08:00")]
    [InlineData("dk/moving", "2026-03-27T23:00", "2026-03-30T08:00")] // over the night of the clock change
    public void Offices_open_again_after_a_holiday(string guide, string local, string open) =>
        Assert.Equal(Local(open), OfficeWindow.OnOrAfter(Repository.RuleBook.Guide(guide)!.Country, Local(local)));

    [Theory]
    [InlineData("2026-03-30T06:00Z", "2026-03-28T07:00Z")]
    [InlineData("2026-10-26T07:00Z", "2026-10-24T06:00Z")]
    public void Eight_o_clock_stays_eight_o_clock_when_clocks_change(string after, string before)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
        Assert.All(new[] { after, before }, i => Assert.Equal(Instant(i), WallTime.Of(TimeZoneInfo.ConvertTime(Instant(i), zone).Date.AddHours(8), zone).ToInstant()));
    }

    static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
