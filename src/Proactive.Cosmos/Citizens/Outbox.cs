using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Citizens;

/// <summary>
/// Log lines and figures of a saved file: first in the citizen's document, in the same write, and from there each to where it is
/// searched, under an id it got before. Whoever does that again finds it done.
/// </summary>
sealed class Outbox(Containers containers, CosmosOptions options, TimeProvider clock)
{
    readonly LineNumbers _numbers = new();
    readonly int? _kept = options.LogRetention is { } kept ? (int)kept.TotalSeconds : null;

    public string Now => Moment.Of(clock.GetUtcNow());

    /// <summary>Null if the change brings nothing but the file.</summary>
    public OutboxEntry? EntryOf(FileChange change)
    {
        var figures = Tally.Sum((change.Figures ?? []).Select(Tally.Of));
        if (change.Log.Count == 0 && figures.Count == 0) return null;
        var id = WriteId.New();
        return new OutboxEntry(id, [.. change.Log.Select((line, i) => LogDocument.Of(line, $"{id}-{i}", _numbers.Next(), _kept))], figures);
    }

    /// <summary>Empties the outbox of a document that was just written. The file is saved whatever comes of this: what is left, <see cref="CosmosStore.Reconcile"/> finds.</summary>
    public async Task TryEmpty(CitizenDocument saved)
    {
        try
        {
            // The save is done, so cancelling it has come too late.
            await Empty(saved, CancellationToken.None);
        }
        catch (Exception failure) when (Failure.IsKnown(failure))
        {
            // The document says that something is pending.
        }
    }

    /// <param name="citizen">Somebody who was not erased.</param>
    public async Task Empty(CitizenDocument citizen, CancellationToken cancellation)
    {
        var entries = citizen.Outbox ?? [];
        foreach (var entry in entries) await Bring(entry, cancellation);
        var done = entries.Select(e => e.Id).ToHashSet();
        // Who was erased meanwhile has the lines in the outbox still, without a name.
        await containers.Citizens.Change(citizen.Id, citizen.Id, found => found is null or { ErasedAt: not null } or { Pending: null } ? null : Without(found, done), cancellation, citizen);
    }

    static CitizenDocument Without(CitizenDocument citizen, HashSet<string> done)
    {
        OutboxEntry[] left = [.. (citizen.Outbox ?? []).Where(e => !done.Contains(e.Id))];
        return left.Length == 0 ? citizen with { Outbox = null, Pending = null } : citizen with { Outbox = left };
    }

    // Lines are created and not replaced: where the citizen was erased meanwhile, there is one without the name already.
    Task Bring(OutboxEntry entry, CancellationToken cancellation) =>
        Task.WhenAll([.. entry.Lines.Select(line => containers.Log.Create(line, cancellation)), BringFigures(entry, cancellation)]);

    public Task BringFigures(OutboxEntry entry, CancellationToken cancellation) =>
        entry.Figures.Count == 0 ? Task.CompletedTask : containers.Fragments.Create(FragmentDocument.Of(entry.Id, entry.Figures), cancellation);
}
