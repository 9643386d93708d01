using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>How often a step applied to recent events with the rules in force, and with a changed rule book.</summary>
/// <param name="Gained">Times it applies now and did not before.</param>
/// <param name="Lost">Times it does not apply any more.</param>
/// <param name="Moved">Times one of its dates moved.</param>
/// <param name="Heard">How many of the events its life event plans steps from.</param>
public sealed record StepReach(string Guide, string Step, int Before, int After, int Gained, int Lost, int Moved, int Heard)
{
    public bool Differs => Gained > 0 || Lost > 0 || Moved > 0;
}

/// <summary>What a changed rule book does to recent events: counts, no persons.</summary>
/// <param name="Events">How many there were.</param>
/// <param name="Since">When the oldest came; null: there were none.</param>
/// <param name="Steps">Every step of the life events that heard one.</param>
public sealed record RuleReach(
    int Events, DateTimeOffset? Since, IReadOnlyList<StepReach> Steps, int Rejected, int RejectedBefore, long Notices, long NoticesBefore, int Undecided)
{
    /// <summary>
    /// The steps that reach so many more that it may be a mistake: newly applied to somebody, and applying to more than a third of all
    /// events, or newly to more than half of those of their life event.
    /// </summary>
    public IReadOnlyList<StepReach> Wide => [.. Steps.Where(s => s.Gained > 0 && (s.After * 3 > Events || s.Gained * 2 > s.Heard))];

    /// <param name="events">Payloads with the time they came.</param>
    /// <param name="find">See <see cref="SimulationFacts"/>.</param>
    public static async Task<RuleReach> Of(
        RuleBook book, RuleBook live, IReadOnlyList<(DateTimeOffset At, ReadOnlyMemory<byte> Payload)> events,
        Func<string, CancellationToken, ValueTask<(Citizens.CitizenKey Key, Citizens.Person? Person)>> find, CancellationToken cancellation)
    {
        var at = default(DateTimeOffset);
        var simulation = new Simulation(book, live, new SimulationFacts(_ => at, find));
        var (gained, lost, heard) = (new Dictionary<(string, string), int>(), new Dictionary<(string, string), int>(), new Dictionary<string, int>());
        foreach (var (time, payload) in events)
        {
            cancellation.ThrowIfCancellationRequested();
            at = time;
            foreach (var difference in (await simulation.Take(payload, cancellation)).Differences)
                if ((difference.Change switch { StepChange.Gained => gained, StepChange.Lost => lost, _ => null }) is { } counts)
                    counts[(difference.Guide, difference.Step)] = counts.GetValueOrDefault((difference.Guide, difference.Step)) + 1;
            if (EventReader.Read(payload.Span, book.EventTypes).Event is not { } read) continue;
            foreach (var guide in book.Guides.Where(g => g.Subscriptions.Any(s => s.Type == read.Type && s.Role is EventRole.Starts or EventRole.Continues or EventRole.Corrects)))
                heard[guide.Id] = heard.GetValueOrDefault(guide.Id) + 1;
        }

        return new RuleReach(
            simulation.Events, events.Count == 0 ? null : events.Min(e => e.At),
            [.. simulation.Steps.Select(s => new StepReach(s.Guide, s.Step, s.Before, s.After, gained.GetValueOrDefault((s.Guide, s.Step)), lost.GetValueOrDefault((s.Guide, s.Step)), s.Moved, heard.GetValueOrDefault(s.Guide)))],
            simulation.Rejected, simulation.RejectedBefore, simulation.Notices, simulation.NoticesBefore, simulation.Undecided);
    }
}
