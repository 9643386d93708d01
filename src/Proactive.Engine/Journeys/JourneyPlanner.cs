using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>
/// A citizen's journeys through one guide, worked out anew from all that its events contributed: the same whatever the order and
/// repetition in which they came. Kept of the journeys as they were is only how far the citizen is and how often what applies has changed. Pure.
/// </summary>
public static class JourneyPlanner
{
    /// <param name="events">Everything the citizen's file has taken in.</param>
    /// <param name="ticks">What the citizen says is done.</param>
    /// <param name="role">What the event that came now means to the guide; null: no event came, the citizen has ticked or taken it back.</param>
    public static ImmutableArray<Journey> Plan(
        ImmutableArray<Journey> journeys, ImmutableArray<SeenEvent> events, ImmutableArray<Tick> ticks, Guide guide, EventRole? role, CitizenKey citizen, RuleShelf rules, DateTimeOffset now)
    {
        var facts = FactSequence.Order(Heard.By(guide.Id, events, journeys));
        var (outlines, evidence, today) = (Outline.Of(facts), Evidence.Of(events, facts), guide.Country.Today(now));
        var matches = JourneyMatch.Of(outlines, [.. journeys.Where(j => j.Guide == guide.Id)]);
        journeys = [.. journeys.Select(j => matches.LeftOver.Contains(j) ? j with { State = JourneyState.Joined, Steps = [], ChangedAt = now } : j)];
        foreach (var (outline, known) in matches.Pairs)
        {
            var steps = outline.Steps(rules);
            var journey = known?.On(today) ?? Begin(outline, IdOf(outline), now);
            if (known is null && steps.IsEmpty) continue;
            var (proven, ticked) = (evidence.For(outline, rules), Ticked(journey, outline));
            var planned = Advance(journey, outline, steps, s => proven(s) || (!s.Automatic && ticked.Contains(s.Id)), today, now);
            if (known is null) journeys = journeys.Add(planned);
            else if (planned != known) journeys = journeys.Replace(known, Revise(journey, planned, role, now));
        }

        return journeys;

        // A journey that was joined by another one goes on in it with what was ticked.
        HashSet<string> Ticked(Journey journey, Outline outline) => ticks.IsEmpty ? [] :
            [.. ticks.Where(t => t.Journey == journey.Id || journeys.Any(j => j.Id == t.Journey && j.State == JourneyState.Joined && outline.Tells(j.EventKey))).Select(t => t.Step)];

        // An id is taken only if a circle of references between events was resolved in another way before.
        string IdOf(Outline outline)
        {
            var id = Journey.IdOf(guide.Id, outline.Key, citizen);
            while (journeys.Any(j => j.Id == id)) id = Journey.IdOf(guide.Id, id, citizen);
            return id;
        }
    }

    internal static bool IsTooOld(Occurrence occurrence, DateTimeOffset now) =>
        occurrence.Guide.Country.Today(now).DayNumber - occurrence.Effective.DayNumber > occurrence.Subscription.TooOldAfter.TotalDays;

    static Journey Begin(Outline outline, string id, DateTimeOffset now) =>
        new(id, outline.Lead.What.Guide, "", outline.Key, "", default, default, JourneyState.Active, [], 0, now);

    // The journey as what holds now has it; its steps also by evidence, by the calendar and by how far the citizen was.
    static Journey Advance(Journey journey, Outline outline, ImmutableArray<Step> steps, Func<Step, bool> isDone, DateOnly today, DateTimeOffset now)
    {
        var advanced = steps.Select(s => s.After(journey.Steps.FirstOrDefault(b => b.Id == s.Id), outline.IsAnnulled, isDone(s), today, now)).ToImmutableArray();
        var planned = journey with
        {
            RuleBook = outline.Lead.What.RuleBook,
            EventKey = outline.IsKnownBy(journey.EventKey) ? journey.EventKey : outline.Key,
            EventType = outline.Lead.Event.Type,
            Effective = outline.Lead.Event.Effective,
            NotBefore = outline.NotBefore,
            Steps = advanced.SequenceEqual(journey.Steps) ? journey.Steps : advanced,
        };
        return planned with { State = outline.IsAnnulled ? JourneyState.Withdrawn : outline.Lead.What.TooOld ? JourneyState.Expired : planned.AllDone ? JourneyState.Completed : JourneyState.Active };
    }

    static Journey Revise(Journey before, Journey planned, EventRole? role, DateTimeOffset now)
    {
        if (planned.State == before.State && planned.Steps == before.Steps) return planned;
        planned = planned with { ChangedAt = now };
        // What was told as done in full stands no longer if anything is open again, save that whoever opens it by their own hand needs no telling;
        // what was told as open stands if it has been done since.
        var stood = before.Steps.Where(s => s.State.IsOpen() || (s.State == StepState.Done && (before.State != JourneyState.Completed || role is null))).ToList();
        var added = planned.Steps.Any(s => s.State.IsOpen() && !stood.Exists(b => b.SaysAs(s)));
        var taken = before.Steps.Any(b => b.State.IsOpen() && planned.Steps.All(s => s.Id != b.Id || s.State is StepState.NotNeeded or StepState.Withdrawn));
        return added || taken ? planned with { Revision = before.Revision + 1, Continued = role == EventRole.Continues } : planned;
    }
}
