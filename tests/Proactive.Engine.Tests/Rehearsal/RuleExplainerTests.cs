using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class RuleExplainerTests
{
    static readonly CitizenKeys Keys = new(new byte[32]);
    static readonly DateTimeOffset Now = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);
    static readonly Person Anna = new() { Id = "p-1", BirthDate = new DateOnly(1987, 5, 14), Municipality = "0461" };

    const string Moved = """{ "movedOn": "2026-11-07", "from": { "municipality": "0751" }, "to": { "municipality": "0461" } }""";

    static RuleExplanation Explain(RuleBook book, string type = "x.moved.v1", string data = Moved, bool includeReview = false, DateTimeOffset? now = null)
    {
        var json = $$"""{ "specversion": "1.0", "id": "e-1", "source": "urn:test", "type": "{{type}}", "subject": "p-1", "data": {{data}} }""";
        var lifeEvent = EventReader.Read(Encoding.UTF8.GetBytes(json), book.EventTypes).Event!;
        var occurrence = Assert.Single(book.Interpret(lifeEvent, now ?? Now).Occurrences);
        return new RuleExplainer(Anna, Keys.Of(Anna.Id), includeReview).Explain(occurrence, now ?? Now);
    }

    static StepExplanation Step(RuleExplanation explanation) => Assert.Single(explanation.Steps);

    [Fact]
    public void A_step_that_applies_has_its_dates()
    {
        var step = Step(Explain(RuleFolders.Book(RuleFolders.With())));
        Assert.Equal(StepVerdict.Applies, step.Verdict);
        Assert.Equal(new DateOnly(2026, 11, 12), step.Match!.Due);
        Assert.Equal([new DateOnly(2026, 11, 10)], step.Match.Reminders);
    }

    [Fact]
    public void A_condition_that_does_not_hold_is_told_with_every_value()
    {
        var same = Moved.Replace("0751", "0461", StringComparison.Ordinal);
        var step = Step(Explain(RuleFolders.Book(RuleFolders.With()), data: same));
        Assert.Equal(StepVerdict.ConditionFails, step.Verdict);
        Assert.Equal(["data.from.municipality = \"0461\"", "data.to.municipality = \"0461\""], step.Condition!.Parts.Select(p => $"{p.Source} = {p.Value}"));
    }

    [Theory]
    [InlineData("valid: { from: 2027-01-01 }", StepVerdict.NotValid)]
    [InlineData("valid: { to: 2026-11-06 }", StepVerdict.NotValid)]
    [InlineData("valid: { to: 2026-11-07 }", StepVerdict.Applies)]
    [InlineData("rollout: { percent: 0 }", StepVerdict.NotInRollout)]
    [InlineData("rollout: { municipalities: [\"0101\"] }", StepVerdict.NotInRollout)]
    [InlineData("rollout: { municipalities: [\"0461\"] }", StepVerdict.Applies)]
    [InlineData("opens: date(data.to.postcode)", StepVerdict.Undecided)]
    public void What_keeps_a_step_away_is_named(string line, StepVerdict verdict) =>
        Assert.Equal(verdict, Step(Explain(RuleFolders.Book(RuleFolders.WithTown("    evidence: [", $"    {line}\n    evidence: [")))).Verdict);

    [Fact]
    public void A_step_in_review_says_so_until_it_is_included()
    {
        var book = RuleFolders.Book(RuleFolders.WithTown("status: verified", "status: review"));
        Assert.Equal(StepVerdict.InReview, Step(Explain(book)).Verdict);
        Assert.Equal(StepVerdict.Applies, Step(Explain(book, includeReview: true)).Verdict);
    }

    [Fact]
    public void A_step_of_another_event_says_so()
    {
        var letter = RuleFolders.LifeEvent.Replace("  x.annulled.v1:", "  x.letter.v1: { role: continues, effective: data.on, data: { on: date } }\n  x.annulled.v1:", StringComparison.Ordinal);
        var book = RuleFolders.Book(RuleFolders.With(("xx/moving/life-event.yaml", letter)));
        Assert.Equal(StepVerdict.OtherEvent, Step(Explain(book, "x.letter.v1", """{ "on": "2026-11-08" }""")).Verdict);
    }

    [Fact]
    public void A_condition_that_cannot_be_worked_out_shows_what_is_absent()
    {
        var step = Step(Explain(RuleFolders.Book(RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", "when: data.from.postcode != data.to.postcode"))));
        Assert.Equal(StepVerdict.Undecided, step.Verdict);
        Assert.Equal("when: no such field 'postcode'", step.Failure);
        Assert.All(step.Condition!.Parts, p => Assert.True(p.IsAbsent));
    }

    [Fact]
    public void Evidence_names_the_steps_it_closes_and_asks_no_condition()
    {
        var explanation = Explain(RuleFolders.Book(RuleFolders.With()), "x.registered.v1", """{ "on": "2026-11-08" }""");
        Assert.Equal("report", Assert.Single(explanation.Closes).Id);
        Assert.Empty(explanation.Steps);
    }

    [Fact]
    public void An_event_that_is_too_old_says_so()
    {
        var book = RuleFolders.Book(RuleFolders.With());
        Assert.False(Explain(book, now: Now.AddDays(88)).IsTooOld);
        Assert.True(Explain(book, now: Now.AddDays(89)).IsTooOld);
    }

    [Fact]
    public void What_is_said_to_apply_in_the_shipped_rules_is_what_they_apply()
    {
        var asked = 0;
        // Every part of every condition is compiled, so a tenth of the tests is enough.
        var tests = RuleTestReader.Read(Repository.RuleFolder, Repository.RuleBook).Tests.Where((_, i) => i % 10 == 0);
        foreach (var (test, payload) in tests.SelectMany(t => t.Events.Select(e => (t, e.Json))))
        {
            if (EventReader.Read(payload, Repository.RuleBook.EventTypes).Event is not { } lifeEvent) continue;
            foreach (var occurrence in Repository.RuleBook.Interpret(lifeEvent, Now).Occurrences)
            {
                var key = Keys.Of(test.Citizen.Id);
                var evaluation = occurrence.Evaluate(test.Citizen, key);
                var explanation = new RuleExplainer(test.Citizen, key, includeReview: false).Explain(occurrence, Now);
                Assert.Equal(evaluation.Matches.Select(Told), explanation.Steps.Select(s => s.Match).OfType<RuleMatch>().Select(Told));
                var conditions = explanation.Steps.Where(s => s.Condition is not null).ToList();
                Assert.All(conditions, s => Assert.Equal(s.Verdict, s.Condition!.Value.IsError ? StepVerdict.Undecided : s.Condition.Value.AsBool ? StepVerdict.Applies : StepVerdict.ConditionFails));
                asked += conditions.Count;
            }
        }

        Assert.InRange(asked, 50, int.MaxValue);
    }

    static string Told(RuleMatch match) => $"{match.Step.Id} {match.Opens} {match.Due} {string.Join(' ', match.Reminders)}";
}
