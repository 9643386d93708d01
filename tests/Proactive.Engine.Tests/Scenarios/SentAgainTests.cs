using Proactive.Engine.Journeys;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>A registry that sends the same facts under a new id, as after a new export of everything.</summary>
public sealed class SentAgainTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string Annulled = "dk.cpr.person-move-annulled.v1";
    const string Corrected = "dk.cpr.person-move-corrected.v1";
    const string Born = "dk.cpr.child-born.v1";
    const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";
    const string Birth = """{"bornOn":"2026-11-07","mother":"p-1","parents":["p-1"],"parentsMarried":false,"midwife":true}""";

    static Task<Scenario> Monday() => Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));

    [Fact]
    public async Task A_registry_that_sends_everything_again_under_new_ids_writes_to_nobody_twice()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts, id: "m");
        await story.Until("2026-11-09T12:00");
        await story.Hears(Moved, Facts, id: "export-1");
        await story.Hears(Moved, Facts, id: "export-1");
        await story.Until("2026-11-09T20:00");
        await story.Hears(Corrected, """{"eventId":"export-1","movedOn":"2026-11-20","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await story.Until("2026-11-11T12:00");
        await story.Hears(Annulled, """{"eventId":"export-1"}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(A_registry_that_sends_everything_again_under_new_ids_writes_to_nobody_twice));
    }

    [Fact]
    public async Task What_was_annulled_and_is_reported_again_begins_anew()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts, id: "m");
        await story.Until("2026-11-09T12:00");
        await story.Hears(Annulled, """{"eventId":"m"}""");
        await story.Until("2026-11-09T15:00");
        await story.Hears(Moved, Facts, id: "again");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(What_was_annulled_and_is_reported_again_begins_anew));
    }

    [Fact]
    public async Task Twins_are_two_births()
    {
        var story = await Monday();
        await story.Hears(Born, Birth, id: "b-1", subject: "child-1");
        await story.Hears(Born, Birth, id: "b-2", subject: "child-2");
        await story.Hears(Born, Birth, id: "b-3", subject: "child-2");
        Assert.Equal(2, (await story.File()).Journeys.Length);
    }

    [Fact]
    public async Task Another_date_is_another_move()
    {
        var story = await Monday();
        await story.Hears(Moved, Facts, id: "m");
        await story.Hears(Moved, Facts.Replace("11-07", "11-08", StringComparison.Ordinal), id: "n");
        Assert.Equal(2, (await story.File()).Journeys.Count(j => j.State == JourneyState.Active));
    }
}
