using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class SimulationTests
{
    static readonly CitizenKeys Keys = new(new byte[32]);
    static readonly RuleBook Book = RuleFolders.Book(RuleFolders.With());

    static SimulationFacts Facts(Person? known = null) =>
        new(e => e.Time ?? new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero), (id, _) => ValueTask.FromResult((Keys.Of(id), known)));

    static byte[] Moved(string id, string from = "0751", string to = "0461", string subject = "p-1", string time = "2026-11-09T10:00:00+01:00") => Encoding.UTF8.GetBytes(
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"urn:test","type":"x.moved.v1","subject":"{{{subject}}}","time":"{{{time}}}","data":{"movedOn":"2026-11-07","from":{"municipality":"{{{from}}}"},"to":{"municipality":"{{{to}}}"} } }""");

    static async Task<(Simulation Simulation, List<StepDifference> Differences)> Compare(RuleBook book, RuleBook? against, params byte[][] events)
    {
        var simulation = new Simulation(book, against, Facts());
        var differences = new List<StepDifference>();
        foreach (var payload in events) differences.AddRange((await simulation.Take(payload)).Differences);
        return (simulation, differences);
    }

    [Fact]
    public async Task How_often_a_step_applies_and_how_many_notices_it_means_is_counted()
    {
        var (simulation, differences) = await Compare(Book, null, Moved("1"), Moved("2", subject: "p-2"), Moved("3", to: "0751"));
        Assert.Equal([new StepCount("xx/moving", "report", 0, 2, 0)], simulation.Steps);
        Assert.Equal((3, 0, 4L), (simulation.Events, simulation.Rejected, simulation.Notices));
        Assert.Empty(differences);
    }

    [Fact]
    public async Task The_same_rules_make_no_difference()
    {
        var (simulation, differences) = await Compare(Book, RuleFolders.Book(RuleFolders.With()), Moved("1"));
        Assert.Equal([new StepCount("xx/moving", "report", 1, 1, 0)], simulation.Steps);
        Assert.Empty(differences);
    }

    [Fact]
    public async Task A_narrower_condition_loses_the_step_for_those_it_leaves_out()
    {
        var narrower = RuleFolders.Book(RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", "when: data.to.municipality == '0461'"));
        var (simulation, differences) = await Compare(narrower, Book, Moved("1"), Moved("2", "0461", "0751", "p-2"), Moved("3", "0461", "0461", "p-3"));
        Assert.Equal([(Keys.Of("p-2"), StepChange.Lost), (Keys.Of("p-3"), StepChange.Gained)], differences.Select(d => (d.Citizen, d.Change)));
        Assert.Equal([new StepCount("xx/moving", "report", 2, 2, 0)], simulation.Steps);
    }

    [Fact]
    public async Task A_later_deadline_moves_the_date_from_what_it_was()
    {
        var later = RuleFolders.Book(RuleFolders.WithTown("due: effective + days(5)", "due: effective + days(9)"));
        var (simulation, differences) = await Compare(later, Book, Moved("1"));
        var moved = Assert.Single(differences);
        Assert.Equal((StepChange.Due, new DateOnly(2026, 11, 12), new DateOnly(2026, 11, 16)), (moved.Change, moved.From!.Value, moved.To!.Value));
        Assert.Equal(1, Assert.Single(simulation.Steps).Moved);
    }

    [Fact]
    public async Task An_opening_that_was_not_there_moves_from_nothing_even_if_the_deadline_moves_too()
    {
        var opening = RuleFolders.Book(RuleFolders.WithTown("due: effective + days(5)", "opens: effective\n    due: effective + days(6)"));
        var (_, differences) = await Compare(opening, Book, Moved("1"));
        Assert.Equal([(StepChange.Opens, null, new DateOnly(2026, 11, 7)), (StepChange.Due, new DateOnly(2026, 11, 12), new DateOnly(2026, 11, 13))], differences.Select(d => (d.Change, d.From, d.To!.Value)));
    }

    [Fact]
    public async Task A_dropped_reminder_is_one_notice_less()
    {
        var (simulation, differences) = await Compare(RuleFolders.Book(RuleFolders.WithTown("remind: [due - days(2)]", "remind: []")), Book, Moved("1"));
        Assert.Equal((2L, 1L), (simulation.NoticesBefore, simulation.Notices));
        Assert.Empty(differences);
    }

    [Fact]
    public async Task An_event_that_only_the_new_rules_reject_is_told_and_loses_its_steps()
    {
        var stricter = RuleFolders.Book(RuleFolders.WithLifeEvent("      household:", "      reason: string\n      household:"));
        var simulation = new Simulation(stricter, Book, Facts());
        var result = await simulation.Take(Moved("1"));
        Assert.Equal("missing-field", result.Rejection!.Code);
        Assert.Equal(StepChange.Lost, Assert.Single(result.Differences).Change);
        Assert.Equal((1, 0), (simulation.Rejected, simulation.RejectedBefore));
    }

    [Fact]
    public async Task The_time_of_an_event_is_the_clock_so_an_old_one_sends_nothing()
    {
        var (simulation, _) = await Compare(Book, null, Moved("1", time: "2027-03-01T10:00:00+01:00"));
        Assert.Equal((1, 0L), (Assert.Single(simulation.Steps).After, simulation.Notices));
    }

    [Fact]
    public async Task Persons_count_as_the_store_knows_them_and_as_adults_where_it_does_not()
    {
        var grownUps = RuleFolders.Book(RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", "when: ageOn(citizen.birthDate, effective) >= 18"));
        var unknown = new Simulation(grownUps, null, Facts());
        await unknown.Take(Moved("1"));
        Assert.Equal((1, 1), (unknown.Steps.Single().After, unknown.Unknown));

        var child = new Simulation(grownUps, null, Facts(new Person { Id = "p-1", BirthDate = new DateOnly(2020, 1, 1) }));
        await child.Take(Moved("1"));
        Assert.Equal((0, 0), (child.Steps.Single().After, child.Unknown));
    }

    [Fact]
    public async Task Nothing_of_an_event_or_a_person_is_kept_so_there_may_be_any_number()
    {
        var seen = new List<WeakReference>();
        var simulation = new Simulation(Book, Book, Facts() with { Find = (id, _) => ValueTask.FromResult((Keys.Of(id), (Person?)Remembered(new Person { Id = id }))) });
        for (var i = 0; i < 200; i++) await simulation.Take(Remembered(Moved($"{i}", subject: $"p-{i}")));
        GC.Collect();
        // The last ones may still stand in a register or on the stack.
        Assert.InRange(seen.Count(r => r.IsAlive), 0, 10);
        Assert.Equal((200, 600), (simulation.Events, seen.Count));

        T Remembered<T>(T made) where T : class
        {
            seen.Add(new WeakReference(made));
            return made;
        }
    }
}
