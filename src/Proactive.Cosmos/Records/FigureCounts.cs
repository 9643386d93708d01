using System.Net;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Oversight;

namespace Proactive.Cosmos.Records;

/// <summary>
/// What is counted by day. Every write leaves a fragment of its own, so that no two savers wait for the same total; a roll adds them
/// to the totals of their days, exactly once however often it is broken off or done by several at once.
/// </summary>
sealed class FigureCounts(Containers containers)
{
    const int MostInRoll = 400;

    // A fragment that was rolled stays that long without its counts: whoever was about to make it finds it made.
    const int KeptAfterRoll = 24 * 60 * 60;

    const int MostReads = 20;

    public async Task Add(IReadOnlyList<FigureCount> figures, CancellationToken cancellation)
    {
        var counts = Tally.Sum(figures.Select(Tally.Of));
        if (counts.Count > 0) await containers.Fragments.Create(FragmentDocument.Of(WriteId.New(), counts), cancellation);
    }

    public async Task<IReadOnlyList<FigureCount>> Read(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (first, last) = (DayText.Of(from), DayText.Of(to));
        for (var reads = 0; reads < MostReads; reads++)
        {
            var roll = await Current(cancellation);
            var fragments = await Waiting(cancellation).ToListAsync(cancellation);
            var search = new Search { Partition = TotalDocument.Totals }.Where("c.day >= @", first).Where("c.day <= @", last);
            var totals = await containers.Totals.Find(search, cancellation).ToDictionaryAsync(t => t.Day, cancellationToken: cancellation);
            // Meanwhile a roll has begun or ended: what was read belongs to two different moments.
            if ((await Current(cancellation))?.ETag != roll?.ETag) continue;

            var rolling = roll?.Fragments.Select(f => f.Id).ToHashSet() ?? [];
            var waiting = fragments.Where(f => !rolling.Contains(f.Id)).SelectMany(f => f.Counts ?? []);
            var missing = roll?.Counts.Where(c => !(totals.GetValueOrDefault(c.Day)?.Roll >= roll.Number)) ?? [];
            var counted = totals.Values.SelectMany(t => t.Counts).Concat(waiting).Concat(missing);
            return
            [
                .. Tally.Sum(counted.Where(c => string.CompareOrdinal(c.Day, first) >= 0 && string.CompareOrdinal(c.Day, last) <= 0)).Select(c => c.Count)
                    .OrderBy(c => c.Figure.Day).ThenBy(c => c.Figure.Name, StringComparer.Ordinal).ThenBy(c => c.Figure.Guide, StringComparer.Ordinal).ThenBy(c => c.Figure.Label, StringComparer.Ordinal),
            ];
        }

        throw new ServiceFailure(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>Adds all fragments there are to the totals, and finishes a roll that somebody left.</summary>
    public async Task Roll(ParallelOptions parallel)
    {
        while (await Begin(parallel.CancellationToken) is { Fragments.Count: > 0 } roll)
        {
            await Parallel.ForEachAsync(roll.Counts.GroupBy(c => c.Day), parallel, async (day, stop) => await AddTo(day.Key, [.. day], roll.Number, stop));
            await Parallel.ForEachAsync(roll.Fragments, parallel, async (rolled, stop) =>
                await containers.Fragments.Replace(new FragmentDocument { Id = rolled.Id, Kind = rolled.Kind, Ttl = KeptAfterRoll }, stop));
            await containers.Rolls.Change(
                RollDocument.Roll, TotalDocument.Totals, found => found?.Number == roll.Number && found.Fragments.Count > 0 ? found with { Fragments = [], Counts = [] } : null, parallel.CancellationToken, roll);
        }
    }

    // The roll that is under way already, or a new one; null if there is nothing to roll.
    async Task<RollDocument?> Begin(CancellationToken cancellation)
    {
        if (await Current(cancellation) is { Fragments.Count: > 0 } unfinished) return unfinished;
        var fragments = await Waiting(cancellation).Take(MostInRoll).ToListAsync(cancellation);
        if (fragments.Count == 0) return null;
        var begun = await containers.Rolls.Change(
            RollDocument.Roll, TotalDocument.Totals,
            found => found is { Fragments.Count: > 0 } ? null : new RollDocument
            {
                Kind = TotalDocument.Totals, Number = (found?.Number ?? 0) + 1,
                Fragments = [.. fragments.Select(f => new FragmentName(f.Id, f.Kind))], Counts = Tally.Sum(fragments.SelectMany(f => f.Counts ?? [])),
            },
            cancellation);
        // Null: another process has begun one.
        return begun ?? await Current(cancellation);
    }

    Task<TotalDocument?> AddTo(string day, IReadOnlyList<Tally> counts, long number, CancellationToken cancellation) => containers.Totals.Change(
        day, TotalDocument.Totals,
        found => found?.Roll >= number ? null : new TotalDocument
        {
            Kind = TotalDocument.Totals, Day = day, Roll = number, Counts = Tally.Sum([.. found?.Counts ?? [], .. counts]),
        },
        cancellation);

    Task<RollDocument?> Current(CancellationToken cancellation) => containers.Rolls.Read(RollDocument.Roll, TotalDocument.Totals, cancellation);

    IAsyncEnumerable<FragmentDocument> Waiting(CancellationToken cancellation) => containers.Fragments.Find(new Search().Where("c.waiting = @", FragmentDocument.ForTotal), cancellation);
}
