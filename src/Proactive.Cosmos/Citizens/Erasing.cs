using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Citizens;

/// <summary>
/// Erasing a citizen: the document becomes a tombstone in one write, and then every line of the log loses the name. The tombstone
/// keeps the lines that were still on their way, without the name, so that whoever brings them later finds them there already.
/// </summary>
sealed class Erasing(Containers containers, Outbox outbox, CosmosOptions options, TimeProvider clock)
{
    public async Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation)
    {
        var tombstone = await containers.Citizens.Change(key.Value, key.Value, found => found is null or { ErasedAt: not null } ? null : Tombstone(found, at), cancellation)
            ?? await containers.Citizens.Read(key.Value, key.Value, cancellation);
        // Named: somebody has begun, and did not finish.
        if (tombstone is not { ErasedAt: not null, Named: true }) return new Erasure(false, 0);
        var lines = await Unname(tombstone, cancellation);
        // Still pending: where several processes write, one may not see at once what another has written, so Finish looks again.
        await containers.Citizens.Change(tombstone.Id, tombstone.Id, found => found is { Named: true } ? found with { Named = null, Outbox = null } : null, cancellation, tombstone);
        return new Erasure(true, lines);
    }

    CitizenDocument Tombstone(CitizenDocument citizen, DateTimeOffset at) => new()
    {
        Version = citizen.Version + 1, ErasedAt = Moment.Of(at), Named = true, Pending = outbox.Now,
        Outbox = citizen.Outbox is { } entries ? [.. entries.Select(e => e with { Lines = [.. e.Lines.Select(l => l.Unnamed(clock.GetUtcNow()))] })] : null,
    };

    /// <summary>Looks once more for lines with the name, a while after they were first looked for.</summary>
    public async Task Finish(CitizenDocument tombstone, CancellationToken cancellation)
    {
        await Unname(tombstone, cancellation);
        await containers.Citizens.Change(
            tombstone.Id, tombstone.Id, found => found is { Pending: not null } ? found with { Named = null, Outbox = null, Pending = null } : null, cancellation, tombstone);
    }

    /// <summary>How many lines the citizen had.</summary>
    async Task<int> Unname(CitizenDocument tombstone, CancellationToken cancellation)
    {
        var entries = tombstone.Outbox ?? [];
        foreach (var entry in entries) await outbox.BringFigures(entry, cancellation);
        var underWay = entries.SelectMany(e => e.Lines).ToList();
        // Put and not created: the line with the name may be there by now.
        await SideBySide.Each(underWay, options.AtOnce, line => containers.Log.Put(line, cancellation), cancellation);
        var named = await containers.Log.Find(new Search().Where("c.citizen = @", tombstone.Id), cancellation).ToListAsync(cancellation);
        await SideBySide.Each(named, options.AtOnce, line => containers.Log.Replace(line.Unnamed(clock.GetUtcNow()), cancellation), cancellation);
        return named.Concat(underWay).DistinctBy(l => l.Id).Count();
    }
}
