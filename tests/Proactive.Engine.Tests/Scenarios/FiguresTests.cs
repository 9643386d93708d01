using System.Globalization;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>What the figures say of a story.</summary>
public sealed class FiguresTests
{
    static async Task<IReadOnlyList<string>> Counted(Scenario scenario) =>
    [
        .. (await scenario.Store.ReadFigures(DateOnly.MinValue, DateOnly.MaxValue, CancellationToken.None)).Where(f => f.Count != 0)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Figure.Day:yyyy-MM-dd} {f.Figure.Name} {f.Figure.Guide} {f.Figure.Label}: {f.Count}")).Order(StringComparer.Ordinal),
    ];

    static Task<Scenario> Moves(Scenario scenario, string movedOn = "2026-11-07") =>
        scenario.Hears("dk.cpr.person-moved.v1", $$"""{"movedOn":"{{movedOn}}","from":{"municipality":"0751"},"to":{"municipality":"0461"},"reported":false}""");

    [Fact]
    public async Task A_move_is_counted_with_its_authorities_steps_deadlines_and_messages()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await Moves(scenario);
        await scenario.Until("2026-11-30T12:00");
        Snapshot.Matches(string.Join('\n', await Counted(scenario)) + '\n', "A_move_is_counted");
    }

    [Fact]
    public async Task Evidence_in_time_counts_and_annulled_evidence_counts_no_more()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await Moves(scenario);
        await scenario.Until("2026-11-10T12:00");
        var before = await Counted(scenario);
        await scenario.Hears("dk.cpr.address-registered.v1", """{"registeredOn":"2026-11-10"}""", id: "e-1");
        Assert.Contains(await Counted(scenario), f => f.Contains(" in-time: 1", StringComparison.Ordinal));
        Assert.DoesNotContain(before, f => f.Contains("in-time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_annulled_move_counts_no_deadlines_any_more()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await Moves(scenario);
        await scenario.Hears("dk.cpr.person-move-annulled.v1", """{"eventId":"person-moved-1"}""");
        Assert.DoesNotContain(await Counted(scenario), f => f.Contains(" deadlines ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_are_counted_by_what_came_of_them()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await Moves(scenario);
        await scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"reported":false}""", id: "person-moved-1");
        await scenario.Hears("x.unknown.v1", "{}");
        await scenario.Flow.KeepFigures();
        Assert.Equal(["2026-11-09 events  accepted: 1", "2026-11-09 events  duplicate: 1", "2026-11-09 events  rejected: 1"], (await Counted(scenario)).Where(f => f.Contains(" events ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_second_grade_takes_the_place_of_the_first()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") });
        await Moves(scenario);
        await scenario.Until("2026-11-09T12:00");
        var (token, journey) = (scenario.Email.Messages[0].Guide!.Segments[^1], (await scenario.File()).Journeys[0].Id);
        await scenario.Flow.Citizens.Do(token, new CitizenAct.Grade(journey, new Answer(4, "", 7, true)), CancellationToken.None);
        await scenario.Flow.Citizens.Do(token, new CitizenAct.Grade(journey, new Answer(2, "", null, true)), CancellationToken.None);
        Assert.Equal(["2026-11-09 grades dk/moving 2: 1", "2026-11-09 helped dk/moving yes: 1"], (await Counted(scenario)).Where(f => f.Contains(" grades ", StringComparison.Ordinal) || f.Contains(" helped ", StringComparison.Ordinal) || f.Contains(" authorities ", StringComparison.Ordinal)));
    }
}
