using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>
/// What an occurrence does to a citizen's journeys: starts one, continues or corrects it, withdraws it, or closes steps. Pure, and the same
/// whatever the order of arrival: a correction or annulment that comes first leaves a journey which the original then finds.
/// </summary>
public static class JourneyPlanner
{
    /// <summary>Evidence from before a step opened says nothing; a step without an opening date looks back this far from its deadline or the effective date, whichever is earlier.</summary>
    const int EvidenceLooksBackDays = 90;

    /// <param name="seen">Events of the citizen taken in before this one.</param>
    /// <param name="evaluation">The steps that apply; read only where the occurrence starts or corrects a journey.</param>
    public static ImmutableArray<Journey> Plan(
        ImmutableArray<Journey> journeys, IReadOnlyCollection<SeenEvent> seen, Occurrence occurrence, Evaluation evaluation,
        CitizenKey citizen, RuleShelf rules, DateTimeOffset now)
    {
        var ruleBook = rules.Current.Hash;
        var planned = occurrence.Role switch
        {
            EventRole.Starts => Start(journeys, occurrence, evaluation, Journey.IdOf(occurrence.Guide.Id, occurrence.Event.Key, citizen), ruleBook, now),
            EventRole.Continues => Continue(journeys, occurrence, evaluation, Journey.IdOf(occurrence.Guide.Id, occurrence.Event.Key, citizen), ruleBook, now),
            EventRole.Corrects => Correct(journeys, occurrence, evaluation, Journey.IdOf(occurrence.Guide.Id, occurrence.OriginalKey!, citizen), ruleBook, now),
            EventRole.Annuls => Annul(journeys, occurrence, Journey.IdOf(occurrence.Guide.Id, occurrence.OriginalKey!, citizen), ruleBook, now),
            EventRole.Evidence => journeys,
            _ => throw new System.Diagnostics.UnreachableException($"There is no event role {occurrence.Role}."),
        };
        var thisOne = new SeenEvent(occurrence.Event.Key, occurrence.Event.Fingerprint, occurrence.Event.Type.Name, occurrence.Effective, now);
        return [.. planned.Select(j => j.Guide == occurrence.Guide.Id ? CloseByEvidence(j, rules, [.. seen, thisOne], now) : j)];
    }

    static ImmutableArray<Journey> Start(
        ImmutableArray<Journey> journeys, Occurrence occurrence, Evaluation evaluation, string id, string ruleBook, DateTimeOffset now)
    {
        if (evaluation.Matches.IsEmpty || journeys.Any(j => j.Id == id)) return journeys;
        var state = IsTooOld(occurrence, now) ? JourneyState.Expired : JourneyState.Active;
        var steps = StepSequence.Order(evaluation.Matches).Select(NewStep).ToImmutableArray();
        return journeys.Add(New(id, occurrence, ruleBook, state, steps, now));
    }

    // Adds its steps to the latest journey that is under way, and moves the dates of those it had added before.
    static ImmutableArray<Journey> Continue(
        ImmutableArray<Journey> journeys, Occurrence occurrence, Evaluation evaluation, string id, string ruleBook, DateTimeOffset now)
    {
        var journey = journeys.LastOrDefault(j => j.Guide == occurrence.Guide.Id && j.State is (JourneyState.Active or JourneyState.Completed));
        if (journey is null) return Start(journeys, occurrence, evaluation, id, ruleBook, now);
        if (evaluation.Matches.IsEmpty || IsTooOld(occurrence, now)) return journeys;
        var added = StepSequence.Order(evaluation.Matches).Select(m => Redate(m, journey.Steps.FirstOrDefault(s => s.Id == m.Step.Id))).ToList();
        var continued = journey with
        {
            NotBefore = now + occurrence.Subscription.Settle,
            State = JourneyState.Active,
            Steps = [.. journey.Steps.Where(s => added.All(a => a.Id != s.Id)), .. added],
            Revision = journey.Revision + 1,
            Continued = true,
            ChangedAt = now,
        };
        return journeys.Replace(journey, continued);
    }

    static ImmutableArray<Journey> Correct(
        ImmutableArray<Journey> journeys, Occurrence occurrence, Evaluation evaluation, string id, string ruleBook, DateTimeOffset now)
    {
        var journey = journeys.FirstOrDefault(j => j.Id == id);
        if (journey is null) return Start(journeys, occurrence, evaluation, id, ruleBook, now);
        if (journey.State is JourneyState.Withdrawn) return journeys;
        var applying = StepSequence.Order(evaluation.Matches).Select(m => Redate(m, journey.Steps.FirstOrDefault(s => s.Id == m.Step.Id))).ToList();
        // What a further event added rests on that event, and no correction of the first takes it away.
        var others = journey.Steps.Where(s => applying.All(a => a.Id != s.Id))
            .Select(s => s.State.IsOpen() && occurrence.Plans(s.Id) ? s.To(StepState.NotNeeded) : s);
        var corrected = journey with
        {
            RuleBook = ruleBook,
            EventType = occurrence.Event.Type.Name,
            Effective = occurrence.Effective,
            NotBefore = now + occurrence.Subscription.Settle,
            State = IsTooOld(occurrence, now) ? JourneyState.Expired : JourneyState.Active,
            Steps = [.. applying, .. others],
            Revision = journey.Revision + 1,
            Continued = false,
            ChangedAt = now,
        };
        return journeys.Replace(journey, corrected);
    }

    static ImmutableArray<Journey> Annul(ImmutableArray<Journey> journeys, Occurrence occurrence, string id, string ruleBook, DateTimeOffset now)
    {
        var journey = journeys.FirstOrDefault(j => j.Id == id);
        // The annulment overtook its original: the withdrawn journey stops the original when it comes.
        if (journey is null) return journeys.Add(New(id, occurrence, ruleBook, JourneyState.Withdrawn, [], now));
        if (journey.State is JourneyState.Withdrawn) return journeys;
        var steps = journey.Steps.Select(s => s.To(StepState.Withdrawn)).ToImmutableArray();
        return journeys.Replace(journey, journey with { State = JourneyState.Withdrawn, Steps = steps, ChangedAt = now });
    }

    static Journey CloseByEvidence(Journey journey, RuleShelf rules, IReadOnlyList<SeenEvent> seen, DateTimeOffset now)
    {
        if (journey.State != JourneyState.Active) return journey;
        var guide = rules.Guide(journey.RuleBook, journey.Guide);
        foreach (var step in journey.Steps.Where(s => s.State.IsOpen()))
        {
            var from = step.Opens ?? (step.Due < journey.Effective ? step.Due.Value : journey.Effective).AddDays(-EvidenceLooksBackDays);
            var types = guide?.Step(step.Id, journey.Effective)?.Evidence ?? [];
            if (seen.Any(e => types.Contains(e.Type) && e.Effective >= from)) journey = journey.Change(step.To(StepState.Done, now)) with { ChangedAt = now };
        }

        return journey.AllDone ? journey with { State = JourneyState.Completed } : journey;
    }

    internal static bool IsTooOld(Occurrence occurrence, DateTimeOffset now) =>
        occurrence.Guide.Country.Today(now).DayNumber - occurrence.Effective.DayNumber > occurrence.Subscription.TooOldAfter.TotalDays;

    static Journey New(string id, Occurrence occurrence, string ruleBook, JourneyState state, ImmutableArray<Step> steps, DateTimeOffset now) =>
        new(id, occurrence.Guide.Id, ruleBook, occurrence.OriginalKey ?? occurrence.Event.Key, occurrence.Event.Type.Name,
            occurrence.Effective, now + occurrence.Subscription.Settle, state, steps, 0, now);

    static Step NewStep(RuleMatch match) => new(match.Step.Id, StepState.Planned, match.Opens, match.Due, match.Reminders, match.Step.Automatic);

    static Step Redate(RuleMatch match, Step? before)
    {
        if (before is null) return NewStep(match);
        var step = before.State == StepState.NotNeeded ? before.To(StepState.Planned) : before;
        return step with { Opens = match.Opens, Due = match.Due, Reminders = match.Reminders };
    }
}
