using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>What one rule book makes of an event for one person.</summary>
/// <param name="Notices">How many it plans, the event taken by itself.</param>
/// <param name="IsKnown">False: nothing is known of the person, who counts as an adult.</param>
sealed record SimulatedEffect(Guide Guide, CitizenKey Citizen, string EventKey, Evaluation Evaluation, int Notices, bool IsKnown);

/// <summary>What one rule book makes of an event, or why it would reject it.</summary>
sealed record SimulatedEvent(Rejection? Rejection, ImmutableArray<SimulatedEffect> Effects)
{
    public static SimulatedEvent Nothing { get; } = new(null, []);
}

/// <summary>One rule book under simulation. Each event is taken by itself: it is looked up, evaluated and planned, and nothing is kept.</summary>
sealed class SimulatedBook(RuleBook book, SimulationFacts facts)
{
    readonly RuleShelf _shelf = new(book);

    public async ValueTask<SimulatedEvent> Take(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var read = EventReader.Read(payload.Span, book.EventTypes);
        if (read.Event is not { } lifeEvent) return new SimulatedEvent(read.Rejection, []);
        var now = facts.Clock(lifeEvent);
        var (occurrences, rejection) = book.Interpret(lifeEvent, now);
        if (rejection is not null) return new SimulatedEvent(rejection, []);
        var effects = ImmutableArray.CreateBuilder<SimulatedEffect>();
        foreach (var occurrence in occurrences)
            foreach (var id in occurrence.Recipients)
            {
                var (key, person) = await facts.Find(id, cancellation);
                var evaluation = occurrence.Evaluate(person ?? RuleTestReader.Adult(id), key, facts.IncludeReview);
                var planned = CitizenFile.Empty(key).Plan(occurrence, evaluation, _shelf, now);
                effects.Add(new SimulatedEffect(occurrence.Guide, key, lifeEvent.Key, evaluation, planned.Notices.Length, person is not null));
            }

        return new SimulatedEvent(null, effects.ToImmutable());
    }
}
