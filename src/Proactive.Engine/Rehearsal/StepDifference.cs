using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>What a changed rule book changes about a step for one person.</summary>
public enum StepChange { Gained, Lost, Opens, Due }

/// <summary>One difference that a changed rule book makes to one person.</summary>
/// <param name="From">The date before, where a date moved.</param>
public sealed record StepDifference(CitizenKey Citizen, string EventKey, string Guide, string Step, StepChange Change, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The differences of one life event for one person; null where the book does not know the life event or rejects the event.</summary>
    internal static IEnumerable<StepDifference> Between(SimulatedEffect? before, SimulatedEffect? after)
    {
        var (old, now) = (MatchesOf(before), MatchesOf(after));
        var effect = after ?? before!;
        StepDifference Is(string step, StepChange change, DateOnly? from = null, DateOnly? to = null) => new(effect.Citizen, effect.EventKey, effect.Guide.Id, step, change, from, to);
        foreach (var (step, match) in now)
        {
            if (!old.TryGetValue(step, out var was)) yield return Is(step, StepChange.Gained, null, match.Due);
            else if (was.Opens != match.Opens) yield return Is(step, StepChange.Opens, was.Opens, match.Opens);
            if (was is not null && was.Due != match.Due) yield return Is(step, StepChange.Due, was.Due, match.Due);
        }

        foreach (var (step, match) in old)
            if (!now.ContainsKey(step)) yield return Is(step, StepChange.Lost, match.Due);
    }

    static Dictionary<string, RuleMatch> MatchesOf(SimulatedEffect? effect) => effect?.Evaluation.Matches.ToDictionary(m => m.Step.Id) ?? [];
}
