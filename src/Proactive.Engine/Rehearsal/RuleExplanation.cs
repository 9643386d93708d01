using System.Collections.Immutable;
using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Why a step applies to a person, or does not.</summary>
public enum StepVerdict
{
    Applies,

    /// <summary>It comes into being from other events only.</summary>
    OtherEvent,

    /// <summary>It is not law on the effective date.</summary>
    NotValid,
    InReview,
    NotInRollout,
    ConditionFails,

    /// <summary>Its condition or a date could not be worked out.</summary>
    Undecided,
}

/// <summary>One step, what was decided about it, and on what.</summary>
/// <param name="Failure">What went wrong, if it is undecided.</param>
/// <param name="Condition">Its condition with the value of every part, where the condition was asked.</param>
public sealed record StepExplanation(StepRule Step, StepVerdict Verdict, RuleMatch? Match = null, string? Failure = null, CelExplanation? Condition = null);

/// <summary>What an event means to one life event and one person, step by step.</summary>
/// <param name="IsTooOld">The event is recorded, but nobody is written to.</param>
/// <param name="Closes">The steps that it is evidence for.</param>
public sealed record RuleExplanation(Occurrence Occurrence, bool IsTooOld, ImmutableArray<StepExplanation> Steps, ImmutableArray<StepRule> Closes);
