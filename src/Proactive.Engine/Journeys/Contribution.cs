using System.Collections.Immutable;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>What one event contributed to one guide. A citizen's journeys follow from all contributions together, whatever the order in which they came.</summary>
/// <param name="Of">Key of the event that is corrected or annulled.</param>
/// <param name="RuleBook">Hash of the rule book it was evaluated with.</param>
/// <param name="Settle">How long to wait after its arrival before acting.</param>
/// <param name="TooOld">True if it was too old to write about when it came.</param>
/// <param name="Steps">The steps that applied, all planned, in the order in which to do them.</param>
/// <param name="TakesOut">True of a version that concerns others and this citizen no more; unlike an annulment, a later version may take them in again.</param>
public sealed record Contribution(string Guide, EventRole Role, string? Of, string RuleBook, TimeSpan Settle, bool TooOld, ImmutableArray<Step> Steps, bool TakesOut = false)
{
    internal static Contribution From(Occurrence occurrence, Evaluation evaluation, string ruleBook, DateTimeOffset now)
    {
        var takesOut = occurrence.Role == EventRole.Annuls && occurrence.Guide.Subscriptions.Any(s => s.Type == occurrence.Event.Type && s.Role != EventRole.Annuls);
        return new(
            occurrence.Guide.Id, takesOut ? EventRole.Corrects : occurrence.Role, occurrence.OriginalKey, ruleBook, occurrence.Subscription.Settle, JourneyPlanner.IsTooOld(occurrence, now),
            Planned(evaluation), takesOut);
    }

    static ImmutableArray<Step> Planned(Evaluation evaluation) =>
        [.. StepSequence.Order(evaluation.Matches).Select(m => new Step(m.Step.Id, StepState.Planned, m.Opens, m.Due, m.Reminders, m.Step.Automatic))];
}

/// <summary>One event as one guide heard it. Ordered by when the registry recorded it (where it does not say: when it arrived), then by its legal date, then by its key.</summary>
sealed record Heard(SeenEvent Event, Contribution What) : IComparable<Heard>
{
    /// <summary>All that a guide heard. A journey from before contributions were kept stands for the event that started it.</summary>
    public static IReadOnlyList<Heard> By(string guide, IEnumerable<SeenEvent> events, IEnumerable<Journey> journeys)
    {
        var heard = events.SelectMany(e => (e.Contributions ?? []).Where(c => c.Guide == guide).Select(c => new Heard(e, c)));
        var older = journeys.Where(j => j.Guide == guide).Join(events.Where(e => e.Contributions is null), j => j.EventKey, e => e.Key, StandIn);
        return [.. heard.Concat(older.SelectMany(h => h))];
    }

    static IEnumerable<Heard> StandIn(Journey journey, SeenEvent started)
    {
        var steps = journey.Steps.Where(s => s.State != StepState.NotNeeded).Select(s => new Step(s.Id, StepState.Planned, s.Opens, s.Due, s.Reminders, s.Automatic));
        var what = new Contribution(journey.Guide, EventRole.Starts, null, journey.RuleBook, journey.NotBefore - started.At, journey.State == JourneyState.Expired, [.. steps]);
        yield return new Heard(started with { Effective = journey.Effective }, what);
        if (journey.State == JourneyState.Withdrawn) yield return new Heard(started with { Key = $"{started.Key} withdrawn" }, what with { Role = EventRole.Annuls, Of = started.Key, Steps = [] });
    }

    public string Key => Event.Key;

    public DateTimeOffset Recorded => Event.Time ?? Event.At;

    public int CompareTo(Heard? other)
    {
        if (other is null) return 1;
        if (Recorded.CompareTo(other.Recorded) is not 0 and var byTime) return byTime;
        return Event.Effective.CompareTo(other.Event.Effective) is not 0 and var byDate ? byDate : string.CompareOrdinal(Key, other.Key);
    }
}
