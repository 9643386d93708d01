using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Engine.Tests.Order;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Journeys are worked out anew with every event; what was ticked stays ticked.</summary>
public sealed class ReplannedTickTests
{
    const string Letter = """{"on":"2026-02-20","urgent":false}""";

    static readonly RuleBook Book = RuleFolders.Book(ChainedRules.Files);
    static readonly RuleShelf Shelf = new(Book);
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    static CitizenFile Hears(CitizenFile file, string id, string type, string data)
    {
        var lifeEvent = EventReader.Read(new MadeEvent(id, type, "p-1", null, data).Bytes, Book.EventTypes).Event!;
        var occurrence = Assert.Single(Book.Interpret(lifeEvent, Now).Occurrences);
        return file.Plan(occurrence, occurrence.Evaluate(Scenario.Adult(), file.Key), Shelf, Now);
    }

    static CitizenFile Empty => CitizenFile.Empty(Testing.CitizenFiles.Key(1));

    static string Moved(string on, string more = "") => $$"""{"movedOn":"{{on}}","from":{"municipality":"1"},"to":{"municipality":"2"}{{more}}}""";

    static Journey With(CitizenFile file, string step) => file.Journeys.Single(j => j.Steps.Any(s => s.Id == step));

    static StepState StateOf(CitizenFile file, string step) => With(file, step).Steps.Single(s => s.Id == step).State;

    static CitizenFile Ticks(CitizenFile file, string step) => file.Tick(With(file, step).Id, step, Shelf, Now)!;

    static CitizenFile Unticks(CitizenFile file, string step) => file.Untick(With(file, step).Id, step, Shelf, Now)!;

    [Fact]
    public void A_letter_that_adds_to_the_list_leaves_it_ticked()
    {
        var file = Hears(Ticks(Hears(Empty, "m", "x.moved.v1", Moved("2026-03-01")), "report"), "l", "x.letter.v1", """{"on":"2026-03-02","urgent":false}""");
        Assert.Equal((StepState.Done, StepState.Open), (StateOf(file, "report"), StateOf(file, "answer")));
        Assert.Equal(StepState.Open, StateOf(Unticks(file, "report"), "report"));
    }

    [Fact]
    public void A_letter_that_came_first_keeps_its_tick_when_the_move_takes_its_list_over()
    {
        var file = Hears(Ticks(Hears(Empty, "l", "x.letter.v1", Letter), "answer"), "m", "x.moved.v1", Moved("2026-02-18"));
        Assert.Equal(StepState.Done, StateOf(file, "answer"));
        Assert.Single(file.Journeys);
        Assert.Equal(StepState.Open, StateOf(Unticks(file, "answer"), "answer"));
    }

    [Fact]
    public void A_list_that_joins_another_takes_its_ticks_along()
    {
        // The move is too old to write about until it is corrected, so the letter has a list of its own.
        var apart = Hears(Hears(Empty, "m", "x.moved.v1", Moved("2025-09-01")), "l", "x.letter.v1", Letter);
        var file = Hears(Ticks(apart, "answer"), "c", "x.corrected.v1", Moved("2026-02-18", ""","eventId":"m" """));
        Assert.Equal([JourneyState.Active, JourneyState.Joined], file.Journeys.Select(j => j.State));
        Assert.Equal(StepState.Done, StateOf(file, "answer"));
        Assert.Equal(StepState.Open, StateOf(Unticks(file, "answer"), "answer"));
        Assert.Null(file.Tick(file.Journeys[1].Id, "answer", Shelf, Now));
    }

    [Fact]
    public void What_falls_away_and_comes_back_is_still_ticked()
    {
        const string Two = ""","household":[{"id":"a","birthDate":"2000-01-01"},{"id":"b","birthDate":"2020-01-01"}]""";
        var file = Ticks(Hears(Empty, "m", "x.moved.v1", Moved("2026-03-01", Two)), "children");
        file = Hears(file, "c1", "x.corrected.v1", Moved("2026-03-01", ""","eventId":"m" """));
        file = Hears(file, "c2", "x.corrected.v1", Moved("2026-03-01", Two + ""","eventId":"c1" """));
        Assert.Equal(StepState.Done, StateOf(file, "children"));
        Assert.Equal(StepState.Open, StateOf(Unticks(file, "children"), "children"));
    }

    [Fact]
    public void What_falls_away_is_no_longer_asked_for_when_its_tick_is_taken_back()
    {
        const string Two = ""","household":[{"id":"a","birthDate":"2000-01-01"},{"id":"b","birthDate":"2020-01-01"}]""";
        var file = Ticks(Hears(Empty, "m", "x.moved.v1", Moved("2026-03-01", Two)), "children");
        file = Hears(file, "c", "x.corrected.v1", Moved("2026-03-01", ""","eventId":"m" """));
        Assert.Equal(StepState.NotNeeded, StateOf(Unticks(file, "children"), "children"));
    }

    [Fact]
    public void Evidence_that_is_annulled_later_leaves_what_the_citizen_said()
    {
        var file = Ticks(Hears(Empty, "m", "x.moved.v1", Moved("2026-03-01")), "report");
        file = Hears(file, "r", "x.registered.v1", """{"on":"2026-03-02"}""");
        file = Hears(file, "a", "x.annulled.v1", """{"eventId":"r"}""");
        Assert.Equal(StepState.Done, StateOf(file, "report"));
        Assert.Equal(StepState.Open, StateOf(Unticks(file, "report"), "report"));
    }

    [Fact]
    public void A_file_of_an_older_version_can_be_ticked()
    {
        var older = Hears(Empty, "m", "x.moved.v1", Moved("2026-03-01"));
        older = older with { Events = [.. older.Events.Select(e => e with { Contributions = null, Time = null })] };
        Assert.Equal(StepState.Done, StateOf(Ticks(older, "report"), "report"));
        Assert.Equal(StepState.Open, StateOf(Unticks(Ticks(older, "report"), "report"), "report"));
    }
}
