using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>Sorts what a guide heard into facts, the same whatever the order of arrival.</summary>
static class FactSequence
{
    /// <summary>The facts, in the order in which registries recorded their latest versions; those of which only an annulment is known come first.</summary>
    public static IReadOnlyList<Fact> Order(IReadOnlyList<Heard> heard)
    {
        // Most citizens have heard of one event.
        if (heard is [var only]) return [Fact.Of(only.What.Of ?? only.Key, heard)];
        var byKey = heard.ToDictionary(h => h.Key);
        var facts = heard.GroupBy(h => Original(h, byKey)).Select(g => Fact.Of(g.Key, [.. g]));
        var repeated = facts.ToLookup(f => f is { Role: EventRole.Starts or EventRole.Continues, Reports.Length: > 0 } ? f.Reports[0].Event.Fingerprint : null);
        return [.. repeated.SelectMany(same => same.Key is null ? same : Link(same)).OrderBy(f => f.Place)];
    }

    // A correction or annulment may be of a correction: what all of them are about is at the end of the line.
    static string Original(Heard heard, Dictionary<string, Heard> byKey)
    {
        var passed = new List<string>();
        var key = heard.Key;
        while (byKey.TryGetValue(key, out var at) && at.What.Of is { } of)
        {
            if (passed.IndexOf(key) is >= 0 and var circle) return passed.Skip(circle).Min(StringComparer.Ordinal)!;
            passed.Add(key);
            key = of;
        }

        return key;
    }

    // The same facts under a new id are the same fact sent again, unless it had been annulled by then: then it is reported anew.
    static IEnumerable<Fact> Link(IEnumerable<Fact> same)
    {
        var linked = new List<Fact>();
        foreach (var fact in same.OrderBy(f => f.Reports[0].Recorded).ThenBy(f => !f.IsAnnulled).ThenBy(f => f.Key, StringComparer.Ordinal))
        {
            if (linked.Exists(l => l.Annulments.Any(a => a.Recorded <= fact.Reports[0].Recorded)))
            {
                yield return Fact.Of(linked);
                linked.Clear();
            }

            linked.Add(fact);
        }

        yield return Fact.Of(linked);
    }
}
