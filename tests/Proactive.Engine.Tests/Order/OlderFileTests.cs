using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>Files that were written before contributions were kept go on as they stand.</summary>
public sealed class OlderFileTests
{
    static readonly RuleBook Book = RuleFolders.Book(ChainedRules.Files);
    static readonly CitizenFile Moved = Hears(CitizenFile.Empty(Testing.CitizenFiles.Key(1)), "m", "x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");

    static CitizenFile Hears(CitizenFile file, string id, string type, string data)
    {
        var lifeEvent = EventReader.Read(new MadeEvent(id, type, "p-1", null, data).Bytes, Book.EventTypes).Event!;
        var occurrence = Assert.Single(Book.Interpret(lifeEvent, Town.Begin).Occurrences);
        return file.Plan(occurrence, occurrence.Evaluate(Scenario.Adult(), file.Key), new RuleShelf(Book), Town.Begin);
    }

    // As an older version left it.
    static CitizenFile Older(CitizenFile file) => file with { Events = [.. file.Events.Select(e => e with { Contributions = null, Time = null })] };

    static Journey After(CitizenFile file, string type, string data) => Assert.Single(Hears(Older(file), "next", type, data).Journeys);

    [Fact]
    public void Evidence_closes_its_steps() => Assert.Equal(JourneyState.Completed, After(Moved, "x.registered.v1", """{"on":"2026-11-08"}""").State);

    [Fact]
    public void Evidence_that_came_before_still_counts() =>
        Assert.Equal(StepState.Done, After(Hears(Moved, "r", "x.registered.v1", """{"on":"2026-11-08"}"""), "x.letter.v1", """{"on":"2026-11-08","urgent":false}""").Steps.First(s => s.Id == "report").State);

    [Fact]
    public void A_letter_joins_it() => Assert.Equal(["report", "answer"], After(Moved, "x.letter.v1", """{"on":"2026-11-08","urgent":false}""").Steps.Select(s => s.Id));

    [Fact]
    public void A_correction_finds_it()
    {
        var corrected = After(Moved, "x.corrected.v1", """{"eventId":"m","movedOn":"2026-11-10","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        Assert.Equal((Moved.Journeys[0].Id, new DateOnly(2026, 11, 15)), (corrected.Id, corrected.Steps.Single().Due));
    }

    [Fact]
    public void What_was_withdrawn_stays_so()
    {
        var annulled = Hears(Moved, "a", "x.annulled.v1", """{"eventId":"m"}""");
        Assert.Equal(JourneyState.Withdrawn, After(annulled, "x.corrected.v1", """{"eventId":"m","movedOn":"2026-11-10","from":{"municipality":"1"},"to":{"municipality":"2"}}""").State);
    }
}
