using System.Net;
using System.Text.RegularExpressions;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The deadlines as a file for the calendar.</summary>
public sealed class GuideCalendarTests
{
    [Fact]
    public async Task The_calendar_has_the_days_that_are_still_ahead_under_the_same_names_as_the_mail()
    {
        await using var host = await GuideHouse.EveryState();
        using var anna = host.Stranger();
        var file = await anna.Get($"{host.GuidePath()}/calendar.ics?lang=da");
        Assert.Equal(("text/calendar; charset=utf-8", "attachment; filename=deadlines.ics; filename*=UTF-8''deadlines.ics"), (file.Headers["Content-Type"], file.Headers["Content-Disposition"]));
        Assert.Equal(["20261110", "20261205", "20261215"], Regex.Matches(file.Body, "DTSTART;VALUE=DATE:([0-9]+)").Select(m => m.Groups[1].Value));
        Assert.Equal(["Meld din flytning (Borgerservice)", "Vælg læge (Sygesikringen)", "Søg om parkering (Borgerservice)"], Regex.Matches(file.Body, "SUMMARY:([^\r]+)").Select(m => m.Groups[1].Value));
        Assert.DoesNotContain(host.GuidePath().Split('/')[^1], file.Body, StringComparison.Ordinal);

        var report = host.Scenario.Email.Messages[0].Steps.Single(s => s.Id.EndsWith("report", StringComparison.Ordinal));
        Assert.Equal(Proactive.Channels.Email.CalendarFile.Of([report], host.Scenario.Clock.GetUtcNow())!.Split("UID:")[1][..32], file.Body.Split("UID:")[1][..32]);
    }

    [Fact]
    public async Task Where_nothing_is_ahead_there_is_no_calendar_to_take()
    {
        await using var host = await GuideHouse.Withdrawn();
        using var anna = host.Stranger();
        Assert.DoesNotContain("calendar.ics", (await anna.Get(host.GuidePath())).Body, StringComparison.Ordinal);
        var answer = await anna.Get($"{host.GuidePath()}/calendar.ics");
        Assert.Equal((HttpStatusCode.Redirect, host.GuidePath()), (answer.Status, answer.Location));
    }
}
