using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

public sealed class CzechHolidayTests
{
    [Fact]
    public async Task A_notice_due_in_the_evening_before_a_holiday_waits_for_the_next_working_day()
    {
        // 17 November is a Czech holiday.
        var story = await Scenario.Begin("2026-11-16T15:30", Scenario.Adult("cs"), zone: "Europe/Prague");
        await story.Hears("cz.cssz.employment-ended.v1", """{"endedOn":"2026-11-13","insurer":"111","insuredMonths":24}""");
        await story.Until("2026-12-31T12:00");
        Snapshot.Matches(story.Story, nameof(A_notice_due_in_the_evening_before_a_holiday_waits_for_the_next_working_day));
    }
}
