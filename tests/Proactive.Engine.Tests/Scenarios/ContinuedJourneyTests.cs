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
