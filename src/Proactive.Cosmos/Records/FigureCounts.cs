using System.Net;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Oversight;

namespace Proactive.Cosmos.Records;

/// <summary>
/// What is counted by day. Every write leaves a fragment of its own, so that no two savers wait for the same total;
/// <see cref="FigureRoll"/> adds them up later. What is read counts each exactly once, wherever it is by then.
/// </summary>
sealed class FigureCounts(Containers containers, CosmosOptions options, TimeProvider clock)
{
    const int MostReads = 20;

    readonly FigureRoll _roll = new(containers, options, clock);

    public async Task Add(IReadOnlyList<FigureCount> figures, CancellationToken cancellation)
    {
        var counts = Tally.Sum(figures.Select(Tally.Of));
        if (counts.Count > 0) await containers.Fragments.Create(FragmentDocument.Of(WriteId.New(), counts), cancellation);
    }

    public Task Roll(CancellationToken cancellation) => _roll.All(cancellation);

    public async Task<IReadOnlyList<FigureCount>> Read(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (first, last) = (DayText.Of(from), DayText.Of(to));
        for (var reads = 0; reads < MostReads; reads++)
        {
            var roll = await _roll.Current(cancellation);
            var fragments = await _roll.Waiting(cancellation).ToListAsync(cancellation);
            var search = new Search { Partition = TotalDocument.Totals }.Where("c.day >= @", first).Where("c.day <= @", last);
            var totals = await containers.Totals.Find(search, cancellation).ToDictionaryAsync(t => t.Day, cancellationToken: cancellation);
            // Otherwise a roll has begun or ended meanwhile, and what was read belongs to two different moments.
            if ((await _roll.Current(cancellation))?.ETag == roll?.ETag) return Sum(roll, fragments, totals, first, last);
        }

        throw new ServiceFailure(HttpStatusCode.PreconditionFailed);
    }

    static List<FigureCount> Sum(RollDocument? roll, List<FragmentDocument> fragments, Dictionary<string, TotalDocument> totals, string first, string last)
    {
        var rolling = roll?.Fragments.Select(f => f.Id).ToHashSet() ?? [];
        var waiting = fragments.Where(f => !rolling.Contains(f.Id)).SelectMany(f => f.Counts ?? []);
        // What is being rolled counts here until the total has it.
        var underWay = roll?.Counts.Where(c => !(totals.GetValueOrDefault(c.Day)?.Roll >= roll.Number)) ?? [];
        var counts = totals.Values.SelectMany(t => t.Counts).Concat(waiting).Concat(underWay)
            .Where(c => string.CompareOrdinal(c.Day, first) >= 0 && string.CompareOrdinal(c.Day, last) <= 0);
        return
        [
            .. Tally.Sum(counts).OrderBy(c => c.Day, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal)
                .ThenBy(c => c.Guide, StringComparer.Ordinal).ThenBy(c => c.Label, StringComparer.Ordinal).Select(c => c.Count),
        ];
    }
}
