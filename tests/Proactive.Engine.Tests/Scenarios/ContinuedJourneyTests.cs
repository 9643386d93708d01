using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

public sealed class ContinuedJourneyTests
{
    const string Letter = "          x.letter.v1: { role: continues, effective: data.on, data: { on: date } }\n";

    const string Answer = """
          - id: answer
            title: { en: Answer the letter }
            events: [x.letter.v1]
            due: effective + weeks(8)
            legal: { basis: Act 2, source: "https://example.org/act", checked: 2026-11-21, status: verified }

        """;

    static readonly ContentFolder Files = RuleFolders.With(
        ("xx/moving/life-event.yaml", RuleFolders.LifeEvent.TrimEnd() + "\n" + Letter[8..] + "  x.answered.v1: { role: evidence, effective: data.on, data: { on: date } }\n"
            + "  x.corrected.v1: { role: corrects, of: data.eventId, effective: data.movedOn, data: { eventId: string, movedOn: date, from: { municipality: string, postcode: \"string?\" }, to: { municipality: string, postcode: \"string?\" }, household: \"list<{ id: string, birthDate: date }>?\" } }\n"),
        ("xx/moving/town.yaml", RuleFolders.Town.TrimEnd() + "\n" + Answer.Replace("due: effective + weeks(8)", "due: effective + weeks(8)\n    evidence: [x.answered.v1]", StringComparison.Ordinal)));

    [Fact]
    public async Task What_is_done_before_and_after_a_letter_is_completed_twice_if_the_first_completion_had_not_gone()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(Files), files: Files);
        await story.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await story.Until("2026-11-09T12:00");
        await story.Hears("x.registered.v1", """{"on":"2026-11-09"}""");
        await story.Hears("x.letter.v1", """{"on":"2026-11-09"}""");
        await story.Until("2026-11-10T12:00");
        await story.Hears("x.answered.v1", """{"on":"2026-11-10"}""");
        await story.Until("2026-12-31T12:00");
        Assert.Equal(["Start", "Change", "Completion"], story.Email.Messages.Select(m => m.Kind.ToString()));
    }

    [Fact]
    public async Task A_correction_that_leaves_everything_done_thanks_nobody_twice()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(Files), files: Files);
        await story.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await story.Until("2026-11-09T12:00");
        await story.Hears("x.registered.v1", """{"on":"2026-11-09"}""");
        await story.Until("2026-11-10T12:00");
        await story.Hears("x.corrected.v1", """{"eventId":"moved-1","movedOn":"2026-11-06","from":{"municipality":"1"},"to":{"municipality":"3"}}""");
        await story.Until("2026-12-31T12:00");
        Assert.Equal(["Start", "Completion"], story.Email.Messages.Select(m => m.Kind.ToString()));
    }

    [Fact]
    public async Task A_correction_of_the_first_event_leaves_what_the_letter_added()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(Files), files: Files);
        await story.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await story.Hears("x.letter.v1", """{"on":"2026-11-09"}""");
        await story.Hears("x.corrected.v1", """{"eventId":"moved-1","movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"1"}}""");
        var steps = Assert.Single((await story.File()).Journeys).Steps;
        Assert.Equal(["answer: Open", "report: NotNeeded"], steps.Select(s => $"{s.Id}: {s.State}").Order());
    }

    [Fact]
    public async Task A_letter_adds_its_own_deadline_to_the_same_list()
    {
        var book = RuleFolders.Book(RuleFolders.With(
            ("xx/moving/life-event.yaml", RuleFolders.LifeEvent.TrimEnd() + "\n" + Letter[8..]),
            ("xx/moving/town.yaml", RuleFolders.Town.TrimEnd() + "\n" + Answer)));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), book);
        await story.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await story.Until("2026-11-09T12:00");
        await story.Hears("x.letter.v1", """{"on":"2026-11-09"}""");
        await story.Until("2026-12-31T12:00");
        await story.TellSteps();
        Snapshot.Matches(story.Story, nameof(A_letter_adds_its_own_deadline_to_the_same_list));
    }
}
