using System.Collections.Immutable;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>What facts make of one journey, before anything is known of how far the citizen is with it.</summary>
/// <param name="Own">The fact that starts it; for continuing facts that found no start, all of them.</param>
/// <param name="Joined">Continuing facts that joined it.</param>
sealed record Outline(IReadOnlyList<Fact> Own, IReadOnlyList<Fact> Joined)
{
    /// <summary>A letter goes down with the start it followed if that was annulled; an annulled start of longer ago has nothing to do with it.</summary>
    const int AnnulledTakesAlongDays = 365;

    /// <summary>Key of the event that it is named for.</summary>
    public string Key => Own[0].Key;

    /// <summary>What decides its legal date, its rule book and whether it is too old.</summary>
    public Heard Lead { get; } = (Own.FirstOrDefault(f => f.IsTold) ?? Own.FirstOrDefault(f => !f.IsAnnulled) ?? Own[0]).Latest;

    public bool IsAnnulled => Own.All(f => f.IsAnnulled);

    public bool IsKnownBy(string eventKey) => Own.Any(f => f.Keys.Contains(eventKey));

    /// <summary>True if it tells of this event, whether it started it or joined it.</summary>
    public bool Tells(string eventKey) => Own.Concat(Joined).Any(f => f.Keys.Contains(eventKey));

    /// <summary>When everything that holds has settled.</summary>
    public DateTimeOffset NotBefore => Own.Concat(Joined).Where(f => f.IsTold).Select(f => f.Latest).DefaultIfEmpty(Lead).Max(l => l.Event.At + l.What.Settle);

    /// <summary>The journeys of a guide.</summary>
    public static IReadOnlyList<Outline> Of(IReadOnlyList<Fact> facts)
    {
        var starts = facts.Where(f => f.Role == EventRole.Starts && !f.Versions.IsEmpty).OrderBy(f => f.Latest.Event.Effective).ToList();
        var continuing = facts.Where(f => f.Role == EventRole.Continues).ToLookup(f => StartOf(f, starts));
        var alone = continuing[null].OrderBy(f => f.Latest.Event.Effective).ToList();
        return [.. starts.Select(s => new Outline([s], [.. continuing[s]])), .. alone.Count > 0 ? [new Outline(alone, [])] : Array.Empty<Outline>()];
    }

    static Fact? StartOf(Fact continuing, IReadOnlyList<Fact> starts)
    {
        var on = continuing.Latest.Event.Effective;
        return Nearest(starts.Where(s => s.IsTold), on)
            ?? Nearest(starts.Where(s => s.IsAnnulled && Math.Abs(s.Latest.Event.Effective.DayNumber - on.DayNumber) <= AnnulledTakesAlongDays), on);
    }

    // The latest that had happened by then, else the first to come. The starts are in the order of their dates.
    static Fact? Nearest(IEnumerable<Fact> starts, DateOnly on) => starts.LastOrDefault(s => s.Latest.Event.Effective <= on) ?? starts.FirstOrDefault();

    /// <summary>Its steps: planned, or not needed where a later version has taken back what an earlier one planned.</summary>
    public ImmutableArray<Step> Steps(RuleShelf rules) => Own.Concat(Joined).Where(f => f.IsTold || f.IsAnnulled || Lead.What.TooOld).Select(f => StepsOf(f, rules)).Aggregate(ImmutableArray<Step>.Empty, (steps, added) =>
    [
        .. steps.Where(s => !added.Any(a => a.Id == s.Id && a.State == StepState.Planned)),
        .. added.Where(a => a.State == StepState.Planned || steps.All(s => s.Id != a.Id)),
    ]);

    ImmutableArray<Step> StepsOf(Fact fact, RuleShelf rules)
    {
        var steps = ImmutableArray<Step>.Empty;
        foreach (var version in fact.Versions)
        {
            var applying = version.What.Steps;
            steps = [.. applying, .. steps.Where(s => applying.All(a => a.Id != s.Id)).Select(s => Decides(version, s.Id, rules) ? s.To(StepState.NotNeeded) : s)];
        }

        return fact.IsAnnulled && !IsAnnulled ? [.. steps.Select(s => s.To(StepState.NotNeeded))] : steps;
    }

    // A step that an event type does not plan is not taken away by its silence.
    static bool Decides(Heard version, string step, RuleShelf rules) =>
        rules.Guide(version.What.RuleBook, version.What.Guide)?.Steps.Any(s => s.Id == step && s.Expressions.ContainsKey(version.Event.Type)) ?? true;
}
