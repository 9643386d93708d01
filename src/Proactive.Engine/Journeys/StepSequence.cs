using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>Puts the steps of all agencies into the one order in which to do them.</summary>
static class StepSequence
{
    /// <summary>A step comes after those it names in <c>after</c>; among those that could be next, the earliest deadline first, and what happens by itself last.</summary>
    public static IReadOnlyList<RuleMatch> Order(IReadOnlyList<RuleMatch> matches) => Order(matches, m => m.Step, m => m.Due);

    /// <summary>The same for whatever has a step's rule and a deadline.</summary>
    public static IReadOnlyList<T> Order<T>(IReadOnlyList<T> steps, Func<T, StepRule> ruleOf, Func<T, DateOnly?> dueOf)
    {
        var all = steps.Select(s => new Entry<T>(s, ruleOf(s), dueOf(s) ?? DateOnly.MaxValue)).ToList();
        var waiting = all.OrderBy(e => e.Rule.Automatic).ThenBy(e => Urgency(e, all)).ToList();
        var ordered = new List<T>(waiting.Count);
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(e => !WaitsForOneOf(e, waiting));
            ordered.Add(waiting[next].Step);
            waiting.RemoveAt(next);
        }

        return ordered;
    }

    static bool WaitsForOneOf<T>(Entry<T> entry, List<Entry<T>> waiting) =>
        entry.Rule.After.Count > 0 && waiting.Exists(w => entry.Rule.After.Contains(w.Rule.Id));

    // A step is as urgent as the most urgent one that waits for it; one without a date comes last.
    static DateOnly Urgency<T>(Entry<T> entry, List<Entry<T>> all)
    {
        var urgency = entry.Due;
        foreach (var other in all)
            if (other.Rule.After.Contains(entry.Rule.Id) && Urgency(other, all) is var more && more < urgency) urgency = more;
        return urgency;
    }

    sealed record Entry<T>(T Step, StepRule Rule, DateOnly Due);
}
