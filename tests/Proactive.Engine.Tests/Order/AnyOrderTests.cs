using FsCheck;
using FsCheck.Fluent;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>The same events give the same plan, in whatever order and however often they come. A failure prints the events and FsCheck's seed.</summary>
public sealed class AnyOrderTests
{
    static readonly RuleBook Small = RuleFolders.Book(ChainedRules.Files);

    [Fact]
    public void Of_a_small_book_with_every_role() => Check(Small, [.. Small.Guides], 2500);

    [Theory]
    [InlineData("dk/")]
    [InlineData("cz/")]
    public void Of_the_shipped_books(string country) => Check(Repository.RuleBook, [.. Repository.RuleBook.Guides.Where(g => g.Id.StartsWith(country, StringComparison.Ordinal)).OrderBy(g => g.Id, StringComparer.Ordinal)], 1000);

    [Fact]
    public void Planning_what_is_owed_twice_changes_nothing() =>
        Prop.ForAll(Arrivals.From([.. Small.Guides]), arrivals => Plan(Small, arrivals.AsTheyCame).All(IsPlanned)).Check(Many(300));

    [Fact]
    public void What_went_out_between_the_events_makes_no_difference_to_the_steps() => Prop.ForAll(Arrivals.From([.. Small.Guides], timed: true), arrivals =>
    {
        var (expected, actual) = (Live(arrivals.Events), Live(arrivals.AsTheyCame));
        return (expected == actual).ToProperty().Label($"as they happened:\n{expected}\nas they came:\n{actual}");
    }).Check(Many(300));

    static string Live(IEnumerable<MadeEvent> events)
    {
        var town = Town.With(Small, new RecordingChannel());
        foreach (var made in events)
        {
            town.Hears(made);
            town.Until(town.Now.AddHours(7));
            foreach (var file in town.Files) Truthful.Check(file);
        }

        town.Until(Town.Begin.AddDays(9));
        return string.Join("\n\n", town.Files.Select(f => PlanText.StepsOf(f, DateOnly.FromDateTime(town.Now.Date))));
    }

    static void Check(RuleBook book, IReadOnlyList<Guide> guides, int cases) => Prop.ForAll(Arrivals.From(guides), arrivals =>
    {
        var (expected, actual) = (Text(book, arrivals.Events), Text(book, arrivals.AsTheyCame));
        return (expected == actual).ToProperty().Label($"as they happened:\n{expected}\nas they came:\n{actual}");
    }).Check(Many(cases));

    static Config Many(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases);

    static bool IsPlanned(CitizenFile file) =>
        file.Journeys.All(j => Testing.CitizenFiles.Describe(NoticePlanner.Plan(j, file.Notices, Small.Guide(j.Guide)!.Country)) == Testing.CitizenFiles.Describe(file.Notices));

    static string Text(RuleBook book, IEnumerable<MadeEvent> events) => string.Join("\n\n", Plan(book, events).Select(PlanText.Of));

    static IReadOnlyList<CitizenFile> Plan(RuleBook book, IEnumerable<MadeEvent> events)
    {
        var town = Town.With(book);
        foreach (var made in events) town.Hears(made);
        return town.Files;
    }
}
