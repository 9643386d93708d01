using System.Collections.Immutable;
using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Says of every step why it applies or not. What applies is decided by the rules' own evaluation; only the reasons are found here.</summary>
public sealed class RuleExplainer(Person person, CitizenKey key, bool includeReview)
{
    public RuleExplanation Explain(Occurrence occurrence, DateTimeOffset now)
    {
        var closes = occurrence.Role == EventRole.Evidence
            ? occurrence.Guide.Steps.Where(s => s.Evidence.Contains(occurrence.Event.Type.Name)).ToImmutableArray() : [];
        var steps = occurrence.Role is EventRole.Starts or EventRole.Continues or EventRole.Corrects ? ExplainSteps(occurrence) : [];
        return new RuleExplanation(occurrence, JourneyPlanner.IsTooOld(occurrence, now), steps, closes);
    }

    ImmutableArray<StepExplanation> ExplainSteps(Occurrence occurrence)
    {
        var evaluation = occurrence.Evaluate(person, key, includeReview);
        var (language, scope) = (ExpressionReader.EnvironmentOf(occurrence.Guide.Country), ScopeOf(occurrence));
        return [.. occurrence.Guide.Steps.Select(step => Explain(step, occurrence, evaluation, condition => language.Explain(condition.Source, scope)))];
    }

    StepExplanation Explain(StepRule step, Occurrence occurrence, Evaluation evaluation, Func<CompiledExpression, CelExplanation> explain)
    {
        if (!step.Expressions.TryGetValue(occurrence.Event.Type.Name, out var expressions)) return new(step, StepVerdict.OtherEvent);
        if (!step.IsValidOn(occurrence.Effective)) return new(step, StepVerdict.NotValid);
        if (step.Legal.Status == LegalStatus.Review && !includeReview) return new(step, StepVerdict.InReview);
        if (!step.Rollout.Includes(step.Id, person, key)) return new(step, StepVerdict.NotInRollout);
        var condition = expressions.When is { } when ? explain(when) : null;
        if (evaluation.Matches.FirstOrDefault(m => m.Step == step) is { } match) return new(step, StepVerdict.Applies, match, Condition: condition);
        // Versions of a step share its id, but only one of them is law on the date.
        if (evaluation.Failures.FirstOrDefault(f => f.Step == step.Id) is { } failure) return new(step, StepVerdict.Undecided, Failure: failure.Message, Condition: condition);
        return new(step, StepVerdict.ConditionFails, Condition: condition);
    }

    CelRecord ScopeOf(Occurrence occurrence) => RuleScope.Of(occurrence.Event.Type).Values(occurrence.Event, occurrence.Effective, person);
}
