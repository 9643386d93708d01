using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>A condition, and whether the tests saw it hold and fail.</summary>
public sealed record ConditionSeen(string Guide, string Step, string Condition, bool True, bool False)
{
    public bool Both => True && False;
}

/// <summary>Which conditions of the steps that are sent were never true, or never false, in any test.</summary>
public sealed class RuleCoverage(RuleBook book, FlowOptions options)
{
    static readonly CitizenKeys Keys = new(new byte[32]);

    /// <summary>Every condition of the life events that have tests among these, in the order of the rules.</summary>
    public IReadOnlyList<ConditionSeen> Of(IReadOnlyCollection<RuleTest> tests)
    {
        var seen = tests.SelectMany(Decisions).ToLookup(d => (d.Guide, d.Step), d => d.Holds);
        return
        [
            .. from guide in tests.Select(t => t.Guide).Distinct()
               from step in guide.Steps
               where step.Legal.Status != LegalStatus.Review || options.IncludeReview
               from condition in step.Expressions.Values.Select(e => e.When?.Source).OfType<string>().Distinct()
               let decisions = seen[(guide.Id, step)]
               select new ConditionSeen(guide.Id, step.Id, condition.ReplaceLineEndings(" ").Trim(), decisions.Contains(true), decisions.Contains(false)),
        ];
    }

    IEnumerable<(string Guide, StepRule Step, bool Holds)> Decisions(RuleTest test)
    {
        foreach (var (at, json) in test.Events)
        {
            if (EventReader.Read(json, book.EventTypes).Event is not { } lifeEvent) continue;
            var now = new DateTimeOffset(at, test.Guide.Country.Zone.GetUtcOffset(at));
            foreach (var occurrence in book.Interpret(lifeEvent, now).Occurrences.Where(o => o.Guide.Id == test.Guide.Id))
            {
                var key = Keys.Of(test.Citizen.Id);
                var evaluation = occurrence.Evaluate(test.Citizen, key, options.IncludeReview);
                foreach (var step in occurrence.Guide.Steps.Where(s => IsAsked(s, occurrence, test.Citizen, key)))
                {
                    if (evaluation.Failures.Any(f => f.Step == step.Id)) continue;
                    yield return (test.Guide.Id, step, evaluation.Matches.Any(m => m.Step == step));
                }
            }
        }
    }

    static bool IsAsked(StepRule step, Occurrence occurrence, Person person, CitizenKey key) =>
        step.Expressions.TryGetValue(occurrence.Event.Type.Name, out var expressions) && expressions.When is not null
        && occurrence.Role is (EventRole.Starts or EventRole.Continues or EventRole.Corrects)
        && step.IsValidOn(occurrence.Effective) && step.Rollout.Includes(step.Id, person, key);
}
