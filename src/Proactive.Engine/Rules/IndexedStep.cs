using Proactive.Cel;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Rules;

/// <summary>A step with its expressions for one event type, and its place among the guide's steps for that type.</summary>
sealed class IndexedStep(int place, StepRule rule, StepExpressions expressions)
{
    readonly bool _isForAll = rule is { ValidFrom: null, ValidTo: null, Legal.Status: not LegalStatus.Review, Rollout: { Percent: >= 100, Municipalities.Count: 0 } };
    readonly CompiledExpression? _when = expressions.When;

    public int Place => place;

    public StepRule Rule => rule;

    public StepExpressions Expressions => expressions;

    /// <summary>Whether the step is law on that date and live for that person.</summary>
    public bool IsFor(DateOnly effective, Person person, CitizenKey key, bool includeReview) =>
        _isForAll || IsForSome(effective, person, key, includeReview);

    bool IsForSome(DateOnly effective, Person person, CitizenKey key, bool includeReview) =>
        rule.IsValidOn(effective) && (includeReview || rule.Legal.Status != LegalStatus.Review) && rule.Rollout.Includes(rule.Id, person, key);

    /// <summary>Whether the condition holds. A condition that fails does not, and says why.</summary>
    public bool Holds(CelRecord scope, out CelError? error)
    {
        if (_when is not null) return _when.IsTrue(scope, out error);
        error = null;
        return true;
    }
}
