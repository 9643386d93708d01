using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>Puts the steps of all agencies into the one order in which to do them.</summary>
static class StepSequence
{
    /// <summary>A step comes after those it names in <c>after</c>; among those that could be next, the earliest deadline first, and what happens by itself last.</summary>
    public static IReadOnlyList<RuleMatch> Order(IReadOnlyCollection<RuleMatch> matches)
    {
        var waiting = matches.ToList();
        var ordered = new List<RuleMatch>();
        while (waiting.Count > 0)
        {
            var next = waiting.Where(m => !m.Step.After.Any(a => waiting.Any(w => w.Step.Id == a)))
                .OrderBy(m => m.Step.Automatic).ThenBy(m => Urgency(m, waiting)).First();
            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    // A step is as urgent as the most urgent one that waits for it; one without a date comes last.
    static DateOnly Urgency(RuleMatch match, IReadOnlyList<RuleMatch> waiting) =>
        waiting.Where(w => w.Step.After.Contains(match.Step.Id)).Select(w => Urgency(w, waiting))
            .Append(match.Due ?? DateOnly.MaxValue).Min();
}
