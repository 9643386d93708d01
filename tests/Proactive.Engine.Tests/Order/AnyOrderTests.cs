using FsCheck;
using FsCheck.Fluent;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>The same events give the same plan, in whatever order and however often they come. A failure prints the events and FsCheck's seed.</summary>
public sealed class AnyOrderTests
{
    static readonly CitizenKeys Keys = new(new byte[32]);
    static readonly DateTimeOffset Now = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);
    static readonly RuleBook Small = RuleFolders.Book(ChainedRules.Files);

    [Fact]
    public void Of_a_small_book_with_every_role() => Check(Small, [.. Small.Guides], 1500);

    [Theory]
    [InlineData("dk/")]
    [InlineData("cz/")]
    public void Of_the_shipped_books(string country) => Check(Repository.RuleBook, [.. Repository.RuleBook.Guides.Where(g => g.Id.StartsWith(country, StringComparison.Ordinal)).OrderBy(g => g.Id, StringComparer.Ordinal)], 500);

    [Fact]
    public void Planning_what_is_owed_twice_changes_nothing() =>
        Prop.ForAll(Arrivals.From([.. Small.Guides]), arrivals => Plan(Small, arrivals.AsTheyCame).All(IsPlanned)).Check(Many(300));

    static void Check(RuleBook book, IReadOnlyList<Guide> guides, int cases) => Prop.ForAll(Arrivals.From(guides), arrivals =>
    {
        var (expected, actual) = (Text(book, arrivals.Events), Text(book, arrivals.AsTheyCame));
        return (expected == actual).ToProperty().Label($"as they happened:\n{expected}\nas they came:\n{actual}");
    }).Check(Many(cases));

    static Config Many(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases);

    static bool IsPlanned(CitizenFile file) =>
        file.Journeys.All(j => CitizenFiles.Describe(NoticePlanner.Plan(j, file.Notices, Small.Guide(j.Guide)!.Country)) == CitizenFiles.Describe(file.Notices));

    static string Text(RuleBook book, IEnumerable<MadeEvent> events) => string.Join("\n\n", Plan(book, events).Select(PlanText.Of));

    static IReadOnlyList<CitizenFile> Plan(RuleBook book, IEnumerable<MadeEvent> events)
    {
        var store = new MemoryStore();
        var files = Repository.RuleFolder;
        var rules = RuleBooks.Begin(store, book, files).GetAwaiter().GetResult();
        CitizenKey[] citizens = [Keys.Of("p-1"), Keys.Of("p-2")];
        store.SavePersons([.. citizens.Zip(["p-1", "p-2"], (k, id) => (k, Scenario.Adult() with { Id = id }))], CancellationToken.None).GetAwaiter().GetResult();
        var flow = new Flow(rules, Repository.Templates, store, [], Keys, new SimulatedClock(Now), new FlowOptions { IncludeReview = true });
        foreach (var made in events) flow.Receive(made.Bytes).GetAwaiter().GetResult();
        return store.LoadFiles(citizens, CancellationToken.None).GetAwaiter().GetResult();
    }
}
