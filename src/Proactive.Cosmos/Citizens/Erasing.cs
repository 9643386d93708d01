using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Citizens;

/// <summary>
/// Erasing a citizen: the document becomes a tombstone in one write, and then every line of the log loses the name. The tombstone
/// keeps the lines that were still on their way, without the name, so that whoever brings them later finds them there already.
/// </summary>
sealed class Erasing(Containers containers, CosmosOptions options, TimeProvider clock)
{
    public async Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation)
    {
        var tombstone = await containers.Citizens.Change(key.Value, key.Value, found => found is null or { ErasedAt: not null } ? null : Tombstone(found, at), cancellation)
            ?? await containers.Citizens.Read(key.Value, key.Value, cancellation);
        // Named: somebody has begun, and did not finish.
        if (tombstone is not { ErasedAt: not null, Named: true }) return new Erasure(false, 0);
        var lines = await Unname(tombstone, cancellation);
        await containers.Citizens.Change(
            tombstone.Id, tombstone.Id, found => found is { Named: true } ? found with { Named = null, Outbox = Figures(found) } : null, cancellation, tombstone);
        return new Erasure(true, lines);
    }

    CitizenDocument Tombstone(CitizenDocument citizen, DateTimeOffset at) => new()
    {
        Version = citizen.Version + 1, ErasedAt = Moment.Of(at), Named = true, Pending = Moment.Of(clock.GetUtcNow()),
        Outbox = citizen.Outbox is { } outbox ? [.. outbox.Select(e => e with { Lines = [.. e.Lines.Select(l => l.Unnamed(clock.GetUtcNow()))] })] : null,
    };

    // What was counted stays to be counted, by Finish.
    static OutboxEntry[]? Figures(CitizenDocument tombstone) =>
        tombstone.Outbox?.Where(e => e.Figures.Count > 0).Select(e => e with { Lines = [] }).ToArray() is { Length: > 0 } counted ? counted : null;

    /// <summary>Looks once more for lines with the name: where several processes write, one may not see at once what another has written.</summary>
    public async Task Finish(CitizenDocument tombstone, CancellationToken cancellation)
    {
        await Unname(tombstone, cancellation);
        foreach (var entry in tombstone.Outbox ?? [])
            if (entry.Figures.Count > 0) await containers.Fragments.Create(FragmentDocument.Of(entry.Id, entry.Figures), cancellation);
        await containers.Citizens.Change(tombstone.Id, tombstone.Id, found => found is { Pending: not null } ? found with { Named = null, Outbox = null, Pending = null } : null, cancellation, tombstone);
    }

    async Task<int> Unname(CitizenDocument tombstone, CancellationToken cancellation)
    {
        var done = (tombstone.Outbox ?? []).SelectMany(e => e.Lines).ToDictionary(l => l.Id);
        foreach (var line in done.Values) await containers.Log.Put(line, cancellation);
        var named = await containers.Log.Find(new Search().Where("c.citizen = @", tombstone.Id), cancellation).ToListAsync(cancellation);
        await Parallel.ForEachAsync(
            named, new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellation },
            async (line, stop) => await containers.Log.Replace(line.Unnamed(clock.GetUtcNow()), stop));
        return named.Select(l => l.Id).Union(done.Keys).Count();
    }
}
