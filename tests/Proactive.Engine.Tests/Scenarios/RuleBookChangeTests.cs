using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

public sealed class RuleBookChangeTests
{
    const string Moved = """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""";

    [Fact]
    public async Task A_journey_goes_on_by_the_book_it_was_planned_with_and_the_next_one_by_the_new()
    {
        var (before, after) = (RuleFolders.With(), RuleFolders.WithTown("{ en: Report your move }", "{ en: Tell us that you moved }"));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(before), files: before);
        await story.Hears("x.moved.v1", Moved);
        await story.Until("2026-11-09T12:00");
        await story.Rules.Replace(RuleFolders.Book(after), after, CancellationToken.None);
        await story.Hears("x.moved.v1", Moved.Replace("\"2\"", "\"3\"", StringComparison.Ordinal));
        await story.Until("2026-11-30T12:00");
        Assert.Equal(["Start: Report your move", "Start: Tell us that you moved", "Reminder: Report your move, Tell us that you moved"],
            story.Email.Messages.Select(m => $"{m.Kind}: {string.Join(", ", m.Steps.Select(s => s.Title).Order(StringComparer.Ordinal))}"));
    }

    [Fact]
    public async Task A_book_that_is_no_longer_in_memory_comes_from_the_store()
    {
        var (before, after) = (RuleFolders.With(), RuleFolders.With(("xx/moving/town.yaml", RuleFolders.Town.Replace("id: report", "id: other", StringComparison.Ordinal))));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(before), files: before);
        await story.Hears("x.moved.v1", Moved);
        var restarted = await Storage.RuleBooks.Begin(story.Store, RuleFolders.Book(after), after);
        var shelf = await restarted.ShelfFor(await story.File(), restarted.Current, CancellationToken.None);
        var journey = Assert.Single((await story.File()).Journeys);
        Assert.NotNull(shelf.Guide(journey.RuleBook, journey.Guide)!.Step("report", journey.Effective));
        Assert.Null(shelf.Guide(after.Hash, journey.Guide)!.Step("report", journey.Effective));
    }

    [Fact]
    public async Task A_process_follows_the_book_that_another_has_put_in_force()
    {
        var (before, after) = (RuleFolders.With(), RuleFolders.WithTown("{ en: Report your move }", "{ en: Tell us that you moved }"));
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(before), files: before);
        await story.Hears("x.moved.v1", Moved);
        var other = (await Storage.RuleBooks.Resume(story.Store, CancellationToken.None))!;
        await other.Replace(RuleFolders.Book(after), after, CancellationToken.None);
        Assert.Equal(before.Hash, story.Rules.Current.Hash);

        await story.Rules.Follow(CancellationToken.None);
        Assert.Equal(after.Hash, story.Rules.Current.Hash);
        // The journey that is under way goes on by the book it was planned with.
        Assert.NotNull((await story.Rules.ShelfFor(await story.File(), story.Rules.Current, CancellationToken.None)).Guide(before.Hash, "xx/moving"));
    }

    [Fact]
    public async Task A_book_that_this_program_cannot_read_is_not_followed()
    {
        var before = RuleFolders.With();
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(before), files: before);
        var unreadable = RuleFolders.WithTown("when:", "whenever:");
        await story.Store.KeepRuleBook(unreadable, CancellationToken.None);
        await story.Store.KeepNote("rule-book", unreadable.Hash, CancellationToken.None);
        await story.Rules.Follow(CancellationToken.None);
        Assert.Equal(before.Hash, story.Rules.Current.Hash);
    }
}
