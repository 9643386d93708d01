using System.Collections.Immutable;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>One thing that happened, as registries have told of it so far: reported (perhaps again under another id), corrected, annulled.</summary>
/// <param name="Key">Key of the event that all the others are about; it may not have arrived yet.</param>
/// <param name="Annulments">Of the event, of its repetitions or of a correction: registries annul by the last id they gave.</param>
sealed record Fact(string Key, ImmutableArray<Heard> Reports, ImmutableArray<Heard> Corrections, ImmutableArray<Heard> Annulments)
{
    /// <summary>What was said of it, from the report that came first to the version that holds now. Empty if only an annulment has come.</summary>
    public ImmutableArray<Heard> Versions { get; } = [.. Reports.OrderBy(r => r.Event.At).ThenBy(r => r).Take(1), .. InOrder(Corrections)];

    /// <summary>The version that holds now.</summary>
    public Heard Latest => Versions[^1];

    /// <summary>Its place among the facts; not that of the report which came first here, but of the one that was recorded first.</summary>
    public Heard? Place => Corrections.IsEmpty ? Reports.Min() : Latest;

    /// <summary>A correction starts a journey if its event has not come, or is one that plans nothing.</summary>
    public EventRole Role => Reports.IsEmpty || (Reports[0].What.Role == EventRole.Evidence && !Corrections.IsEmpty) ? EventRole.Starts : Reports[0].What.Role;

    /// <summary>True if for this citizen it never happened, or is said to concern them no more.</summary>
    public bool IsAnnulled => !Annulments.IsEmpty || (!Versions.IsEmpty && Latest.What.TakesOut);

    /// <summary>True if citizens are to be told of it: it holds, and it was not too old when it came.</summary>
    public bool IsTold => !IsAnnulled && !Latest.What.TooOld;

    /// <summary>The keys by which a journey may know it.</summary>
    public IEnumerable<string> Keys => [Key, .. Reports.Concat(Corrections).Concat(Annulments).Select(h => h.Key)];

    /// <summary>What was heard of the event with this key.</summary>
    public static Fact Of(string key, IReadOnlyList<Heard> heard) => new(
        key,
        [.. heard.Where(h => h.What.Role is not (EventRole.Corrects or EventRole.Annuls))],
        [.. heard.Where(h => h.What.Role == EventRole.Corrects)],
        [.. heard.Where(h => h.What.Role == EventRole.Annuls)]);

    /// <summary>One fact that was sent several times.</summary>
    public static Fact Of(IReadOnlyList<Fact> same) => same.Count == 1 ? same[0]
        : new(same[0].Key, [.. same.SelectMany(f => f.Reports)], [.. same.SelectMany(f => f.Corrections)], [.. same.SelectMany(f => f.Annulments)]);

    // The registry's time decides, save that a correction comes after the one it corrects.
    static IEnumerable<Heard> InOrder(ImmutableArray<Heard> corrections)
    {
        var waiting = corrections.Order().ToList();
        while (waiting.Count > 0)
        {
            // In a circle of corrections none is first; the earliest breaks it.
            var next = waiting.FirstOrDefault(c => waiting.All(w => w.Key != c.What.Of || w == c)) ?? waiting[0];
            waiting.Remove(next);
            yield return next;
        }
    }
}
