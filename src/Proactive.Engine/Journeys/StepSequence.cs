using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>Puts the steps of all agencies into the one order in which to do them.</summary>
static class StepSequence
{
    /// <summary>A step comes after those it names in <c>after</c>; among those that could be next, the earliest deadline first, and what happens by itself last.</summary>
    public static IReadOnlyList<RuleMatch> Order(IReadOnlyList<RuleMatch> matches)
    {
        var waiting = matches.OrderBy(m => m.Step.Automatic).ThenBy(m => Urgency(m, matches)).ToList();
        var ordered = new List<RuleMatch>(waiting.Count);
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(m => !WaitsForOneOf(m, waiting));
            ordered.Add(waiting[next]);
            waiting.RemoveAt(next);
        }

        return ordered;
    }

    static bool WaitsForOneOf(RuleMatch match, List<RuleMatch> waiting) =>
        match.Step.After.Count > 0 && waiting.Exists(w => match.Step.After.Contains(w.Step.Id));

    // A step is as urgent as the most urgent one that waits for it; one without a date comes last.
    static DateOnly Urgency(RuleMatch match, IReadOnlyList<RuleMatch> matches)
    {
        var urgency = match.Due ?? DateOnly.MaxValue;
        foreach (var other in matches)
            if (other.Step.After.Contains(match.Step.Id) && Urgency(other, matches) is var more && more < urgency) urgency = more;
        return urgency;
    }
}
