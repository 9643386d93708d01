using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

public sealed class StepIndexTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_looked_up_by_their_conditions_give_what_trying_all_of_them_gives()
    {
        var seed = 20261121;
        var random = new Random(seed);
        var (matches, failures) = (0, 0);
        for (var b = 0; b < 20; b++)
        {
            var book = BookOf([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => RandomStep(random))]);
            for (var e = 0; e < 20; e++)
            {
                var occurrence = Occurrence(book, RandomEvent(random));
                var person = new Person { Id = "p-1", Municipality = random.GetItems([null, "", "A", "B", "C"], 1)[0] };
                var found = occurrence.Evaluate(person, new CitizenKey("k"));
                var tried = (occurrence with { Steps = StepIndex.Unsorted(occurrence.Guide, occurrence.Event.Type) }).Evaluate(person, new CitizenKey("k"));
                Assert.True(Shown(tried) == Shown(found), $"seed {seed}: {Shown(tried)} became {Shown(found)}");
                matches += found.Matches.Length;
                failures += found.Failures.Length;
            }
        }

        Assert.True(matches > 100 && failures > 100, $"seed {seed}: {matches} matches and {failures} failures prove little");
    }

    [Fact]
    public void A_rule_that_fails_for_an_absent_field_is_reported_and_not_passed_over()
    {
        var book = BookOf(("data.to.postcode == '1050'", ""), ("citizen.municipality == 'A'", ""));
        var evaluation = Occurrence(book, Event("A", "B")).Evaluate(new Person { Id = "p-1" }, new CitizenKey("k"));
        Assert.Equal(["when: no such field 'postcode'", "when: no such field 'municipality'"], evaluation.Failures.Select(f => f.Message));
    }

    [Fact]
    public void A_pilot_in_some_municipalities_is_for_those_who_live_there()
    {
        var book = BookOf(("", "[A, B]"), ("", "[C]"), ("data.to.municipality == 'B'", "[B]"));
        var occurrence = Occurrence(book, Event("A", "B"));
        Assert.Equal("step-0 step-2", Applying("B"));
        Assert.Equal("step-1", Applying("C"));
        Assert.Equal("", Applying(null));

        string Applying(string? municipality) => string.Join(' ',
            occurrence.Evaluate(new Person { Id = "p-1", Municipality = municipality }, new CitizenKey("k")).Matches.Select(m => m.Step.Id));
    }

    static string Shown(Evaluation evaluation) =>
        $"{string.Join(' ', evaluation.Matches.Select(m => $"{m.Step.Id}:{m.Due}"))} | {string.Join(' ', evaluation.Failures.Select(f => $"{f.Step}:{f.Message}"))}";

    static (string When, string Municipalities) RandomStep(Random random)
    {
        string[] terms =
        [
            "data.to.municipality == 'A'", "data.to.municipality == 'B'", "'C' == data.to.municipality", "data.from.municipality in ['A', 'C']", "data.to.postcode == '1'",
            "has(data.to.postcode)", "data.to.postcode in ['1', '2']", "data.from.postcode == '2'", "citizen.municipality == 'A'", "has(citizen.municipality)",
            "citizen.municipality in ['B', 'C']", "data.household[0].id == 'x'", "has(data.household)", "data.household.exists(p, p.id == 'x')", "effective > date('2026-01-01')",
        ];
        var when = string.Join(random.Next(6) == 0 ? " || " : " && ", random.GetItems(terms, random.Next(0, 4)));
        return (when, random.Next(3) == 0 ? $"[{string.Join(", ", random.GetItems(["A", "B", "C"], random.Next(1, 3)))}]" : "");
    }

    static string RandomEvent(Random random) => Event(Municipality(random), Municipality(random), Postcode(random), Postcode(random), random.Next(2) == 0 ? "" : ""","household":[{"id":"x","birthDate":"2018-06-01"}]""");

    static string Municipality(Random random) => random.GetItems(["A", "B", "C", "D"], 1)[0];

    static string Postcode(Random random) => random.GetItems(["", ""","postcode":"1" """, ""","postcode":"2" """], 1)[0];

    static string Event(string from, string to, string fromMore = "", string toMore = "", string more = "") =>
        $$$"""{"specversion":"1.0","id":"e-1","source":"urn:x","type":"x.moved.v1","subject":"p-1","data":{"movedOn":"2026-11-01","from":{"municipality":"{{{from}}}"{{{fromMore}}}},"to":{"municipality":"{{{to}}}"{{{toMore}}}}{{{more}}}}}""";

    static Occurrence Occurrence(RuleBook book, string json)
    {
        var read = EventReader.Read(Encoding.UTF8.GetBytes(json), book.EventTypes);
        return Assert.Single(book.Interpret(read.Event!, Now).Occurrences);
    }

    static RuleBook BookOf(params (string When, string Municipalities)[] steps) => RuleFolders.Book(RuleFolders.With(("xx/moving/town.yaml",
        "agency: xx.town\nsteps:\n" + string.Concat(steps.Select((s, i) => $$"""
              - id: step-{{i}}
                title: { en: Step }
                {{(s.When.Length == 0 ? "" : $"when: \"{s.When}\"")}}
                {{(s.When.Length == 0 ? "" : "why: { en: So. }")}}
                due: effective + days({{i % 7}})
                {{(s.Municipalities.Length == 0 ? "" : $"rollout: {{ municipalities: {s.Municipalities} }}")}}
                legal: { basis: Act 1, source: "https://example.org/act", checked: 2026-11-21, status: verified }

            """)))));
}
