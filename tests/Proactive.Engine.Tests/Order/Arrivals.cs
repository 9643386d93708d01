using FsCheck;
using FsCheck.Fluent;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Tests.Order;

/// <summary>Events in the order in which they happened, and the order in which they came: shuffled, some twice, some lost and sent again at the end.</summary>
public sealed record Arrivals(string Guide, IReadOnlyList<MadeEvent> Events, IReadOnlyList<int> Order)
{
    /// <param name="timed">Whether the registries say when they recorded what; null: some do.</param>
    public static Arbitrary<Arrivals> From(IReadOnlyList<Guide> guides, bool? timed = null) =>
        Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => Make(guides, new Random(seed), timed)), Smaller);

    public IEnumerable<MadeEvent> AsTheyCame => Order.Select(i => Events[i]);

    static Arrivals Make(IReadOnlyList<Guide> guides, Random random, bool? timed)
    {
        var guide = guides[random.Next(guides.Count)];
        var events = new MadeEvents(guide, random, timed).Make();
        var came = Enumerable.Range(0, events.Count).ToArray();
        random.Shuffle(came);
        var lost = came.Where(_ => random.Next(4) == 0).ToList();
        return new Arrivals(guide.Id, events, [.. came.Except(lost), .. came.Where(_ => random.Next(3) == 0), .. lost]);
    }

    static IEnumerable<Arrivals> Smaller(Arrivals arrivals)
    {
        for (var left = 0; left < arrivals.Events.Count; left++)
            yield return arrivals with { Events = [.. arrivals.Events.Where((_, i) => i != left)], Order = [.. arrivals.Order.Where(i => i != left).Select(i => i > left ? i - 1 : i)] };
        for (var left = 0; left < arrivals.Order.Count; left++)
            if (arrivals.Order.Count(i => i == arrivals.Order[left]) > 1)
                yield return arrivals with { Order = [.. arrivals.Order.Where((_, at) => at != left)] };
    }

    public override string ToString() => $"{Guide}\n{string.Join("\n", Events.Select(e => e.Json))}\nthey came as {string.Join(", ", Order)}\n";
}
