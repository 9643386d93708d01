using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;

namespace Proactive.Cosmos.Records;

/// <summary>
/// Adds fragments to the totals of their days, exactly once however often it is broken off. First one document says which fragments, what
/// they come to and under which number; then each total takes its part and that number; then the fragments are emptied, and the document.
/// </summary>
sealed class FigureRoll(Containers containers, CosmosOptions options, TimeProvider clock)
{
    const int MostAtOnce = 400;

    // An emptied fragment stays that long: whoever was about to make it finds it made.
    const int KeptEmpty = 24 * 60 * 60;

    // One process rolls at a time: another might still see fragments that this one has emptied, and would count them again.
    static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    readonly string _process = WriteId.New();

    /// <summary>Rolls all fragments there are, unless it is another's turn.</summary>
    public async Task All(CancellationToken cancellation)
    {
        while (await Begin(cancellation) is { } roll)
        {
            await SideBySide.Each(roll.Counts.GroupBy(c => c.Day), options.AtOnce, day => AddTo(day.Key, day, roll.Number, cancellation), cancellation);
            await SideBySide.Each(
                roll.Fragments, options.AtOnce, f => containers.Fragments.Replace(new FragmentDocument { Id = f.Id, Kind = f.Kind, Ttl = KeptEmpty }, cancellation), cancellation);
            await Change(roll, found => found?.Number == roll.Number && found.Fragments.Count > 0 ? Mine(found) with { Fragments = [], Counts = [] } : null, cancellation);
        }
    }

    /// <summary>The last roll; one that is under way names its fragments.</summary>
    public Task<RollDocument?> Current(CancellationToken cancellation) => containers.Rolls.Read(RollDocument.Roll, TotalDocument.Totals, cancellation);

    /// <summary>Fragments that no total has yet, and those that are being rolled.</summary>
    public IAsyncEnumerable<FragmentDocument> Waiting(CancellationToken cancellation) => containers.Fragments.Find(new Search().Where("c.waiting = @", FragmentDocument.ForTotal), cancellation);

    // A roll to go on with: one that was left, or a new one; null if there is nothing to do or it is another's turn.
    async Task<RollDocument?> Begin(CancellationToken cancellation)
    {
        var current = await Current(cancellation);
        if (IsAnothers(current)) return null;
        if (current is { Fragments.Count: > 0 }) return current;
        var fragments = await Waiting(cancellation).Take(MostAtOnce).ToListAsync(cancellation);
        if (fragments.Count == 0) return null;
        // Another roll since may have had the same fragments.
        return await Change(
            current,
            found => found?.Number != current?.Number || found is { Fragments.Count: > 0 } ? null : Mine(found ?? new RollDocument()) with
            {
                Number = (found?.Number ?? 0) + 1, Fragments = [.. fragments.Select(f => new FragmentName(f.Id, f.Kind))], Counts = Tally.Sum(fragments.SelectMany(f => f.Counts ?? [])),
            },
            cancellation);
    }

    Task<TotalDocument?> AddTo(string day, IEnumerable<Tally> counts, long number, CancellationToken cancellation) => containers.Totals.Change(
        day, TotalDocument.Totals,
        found => found?.Roll >= number ? null : new TotalDocument { Kind = TotalDocument.Totals, Day = day, Roll = number, Counts = Tally.Sum([.. found?.Counts ?? [], .. counts]) },
        cancellation);

    Task<RollDocument?> Change(RollDocument? known, Func<RollDocument?, RollDocument?> decide, CancellationToken cancellation) =>
        containers.Rolls.Change(RollDocument.Roll, TotalDocument.Totals, decide, cancellation, known);

    bool IsAnothers(RollDocument? roll) => roll is not null && roll.Process != _process && string.CompareOrdinal(roll.Until, Moment.Of(clock.GetUtcNow())) > 0;

    RollDocument Mine(RollDocument roll) => roll with { Kind = TotalDocument.Totals, Process = _process, Until = Moment.Of(clock.GetUtcNow() + Turn) };
}
