using System.Collections.Immutable;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>An event a citizen file has taken in: enough to refuse it the second time, to count it as evidence and to plan from it again.</summary>
/// <param name="Fingerprint">The same key with another fingerprint is a conflict; the same fingerprint under another key is the same fact sent again.</param>
/// <param name="At">When it arrived here.</param>
/// <param name="Time">When the registry recorded it, if it says so.</param>
/// <param name="Contributions">What it contributed to each guide that heard it; null in bodies written before contributions were kept.</param>
public sealed record SeenEvent(
    string Key, string Fingerprint, string Type, DateOnly Effective, DateTimeOffset At,
    DateTimeOffset? Time = null, ImmutableArray<Contribution>? Contributions = null)
{
    /// <summary>The events with what this occurrence contributes; an event that several guides hear is one entry.</summary>
    public static ImmutableArray<SeenEvent> Add(ImmutableArray<SeenEvent> events, Occurrence occurrence, Evaluation evaluation, string ruleBook, DateTimeOffset now)
    {
        var lifeEvent = occurrence.Event;
        var contribution = Contribution.From(occurrence, evaluation, ruleBook, now);
        return events.FirstOrDefault(e => e.Key == lifeEvent.Key) is { } seen
            ? events.Replace(seen, seen with { Contributions = [.. seen.Contributions ?? [], contribution] })
            : events.Add(new SeenEvent(lifeEvent.Key, lifeEvent.Fingerprint, lifeEvent.Type.Name, occurrence.Effective, now, lifeEvent.Time, [contribution]));
    }
}
