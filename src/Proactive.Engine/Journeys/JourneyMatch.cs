using System.Collections.Immutable;

namespace Proactive.Engine.Journeys;

/// <summary>Finds for each outline the journey that the citizen may have been told of already.</summary>
/// <param name="LeftOver">Journeys whose events are told of in another one now.</param>
sealed record JourneyMatch(IReadOnlyList<(Outline Outline, Journey? Journey)> Pairs, IReadOnlyList<Journey> LeftOver)
{
    public static JourneyMatch Of(IReadOnlyList<Outline> outlines, ImmutableArray<Journey> journeys)
    {
        if (journeys.IsEmpty) return new JourneyMatch([.. outlines.Select(o => (o, (Journey?)null))], []);
        // A key stands in one fact, and a fact in one outline.
        var own = ByKey(outlines, o => o.Own);
        var joined = ByKey(outlines, o => o.Joined);
        var found = new Dictionary<Outline, Journey>(ReferenceEqualityComparer.Instance);
        var free = journeys.Where(j => j.State != JourneyState.Joined).ToList();
        Take(own);
        // Continuing events that overtook their start began a journey; the start takes it over.
        Take(joined);
        return new JourneyMatch([.. outlines.Select(o => (o, found.GetValueOrDefault(o)))], [.. free.Where(j => own.ContainsKey(j.EventKey) || joined.ContainsKey(j.EventKey))]);

        // What the citizen was told not to mind any more is not taken up again.
        void Take(Dictionary<string, Outline> byKey) =>
            free.RemoveAll(j => byKey.GetValueOrDefault(j.EventKey) is { } outline && (j.State != JourneyState.Withdrawn || outline.IsAnnulled) && found.TryAdd(outline, j));
    }

    static Dictionary<string, Outline> ByKey(IReadOnlyList<Outline> outlines, Func<Outline, IReadOnlyList<Fact>> facts) =>
        outlines.SelectMany(o => facts(o).SelectMany(f => f.Keys).Distinct().Select(key => (key, o))).ToDictionary(k => k.key, k => k.o);
}
