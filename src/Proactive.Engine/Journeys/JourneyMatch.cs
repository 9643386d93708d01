using System.Collections.Immutable;

namespace Proactive.Engine.Journeys;

/// <summary>Finds for each outline the journey that the citizen may have been told of already.</summary>
/// <param name="LeftOver">Journeys whose events are told of in another one now.</param>
sealed record JourneyMatch(IReadOnlyList<(Outline Outline, Journey? Journey)> Pairs, IReadOnlyList<Journey> LeftOver)
{
    public static JourneyMatch Of(IReadOnlyList<Outline> outlines, ImmutableArray<Journey> journeys)
    {
        var free = journeys.Where(j => j.State != JourneyState.Joined).ToList();
        var own = outlines.Select(o => Take(o, o.IsKnownBy)).ToList();
        // Continuing events that overtook their start began a journey; the start takes it over.
        var pairs = outlines.Zip(own, (o, journey) => (o, journey ?? Take(o, o.HasJoined))).ToList();
        return new JourneyMatch(pairs, [.. free.Where(j => outlines.Any(o => o.IsKnownBy(j.EventKey) || o.HasJoined(j.EventKey)))]);

        // What the citizen was told not to mind any more is not taken up again.
        Journey? Take(Outline outline, Func<string, bool> isOf)
        {
            var found = free.FirstOrDefault(j => isOf(j.EventKey) && (j.State != JourneyState.Withdrawn || outline.IsAnnulled));
            if (found is not null) free.Remove(found);
            return found;
        }
    }
}
