using System.Runtime.CompilerServices;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Oversight;

namespace Proactive.Cosmos.Records;

/// <summary>The audit log. A log that was cut or changed stays visibly so: its end moves on only from where it truly was.</summary>
sealed class AuditLog(Containers containers, AuditChain chain) : IDisposable
{
    // Lines come one after the other anyway; so they do not overtake each other within this process.
    readonly SemaphoreSlim _turn = new(1);
    long _kept;

    public async Task<AuditLine> Append(AuditEntry entry, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var end = await containers.AuditEnd.Change(AuditEndDocument.End, AuditEndDocument.End, async found => await After(found, entry, cancellation), cancellation);
            await TryKeep(end!.Last!);
            return end.Last!.Line();
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<AuditEndDocument?> After(AuditEndDocument? end, AuditEntry entry, CancellationToken cancellation)
    {
        var last = end?.Last?.Line();
        var isWhole = end is not null && end.Note == chain.EndAt(last);
        // Before the end forgets it.
        if (end?.Last is { } before && before.Number != Interlocked.Read(ref _kept)) await Keep(before, cancellation);
        if (!isWhole && await Newest(cancellation) is { } newest && newest.Number > (last?.Number ?? 0)) last = newest;
        var line = chain.Add(last, entry);
        // Otherwise lines were cut off, and a new seal would hide it.
        var note = isWhole ? chain.EndAt(line) : end?.Note ?? new AuditEnd(0, "");
        return AuditEndDocument.Of(note, line);
    }

    async Task TryKeep(AuditDocument line)
    {
        try
        {
            // The line is added, so cancelling has come too late.
            await Keep(line, CancellationToken.None);
        }
        catch (Exception failure) when (Failure.IsKnown(failure))
        {
            // The end has it whole, and whoever comes next keeps it.
        }
    }

    async Task Keep(AuditDocument line, CancellationToken cancellation)
    {
        if (!await containers.Audit.Create(line, cancellation) && !await IsKept(line, cancellation)) await containers.Audit.Create(line.Beside(), cancellation);
        Interlocked.Exchange(ref _kept, line.Number);
    }

    async Task<bool> IsKept(AuditDocument line, CancellationToken cancellation) => (await containers.Audit.Read(line.Id, AuditDocument.Lines, cancellation))?.Hash == line.Hash;

    async Task<AuditLine?> Newest(CancellationToken cancellation) =>
        (await containers.Audit.Find(Lines(new AuditQuery(), 1).OrderBy("c.number DESC"), cancellation).FirstOrDefaultAsync(cancellation))?.Line();

    public async Task<AuditEnd?> End(CancellationToken cancellation) => (await ReadEnd(cancellation))?.Note;

    // With the last line where it belongs, if whoever added it did not get that far.
    async Task<AuditEndDocument?> ReadEnd(CancellationToken cancellation)
    {
        var end = await containers.AuditEnd.Read(AuditEndDocument.End, AuditEndDocument.End, cancellation);
        if (end?.Last is { } last && !await IsKept(last, cancellation)) await Keep(last, cancellation);
        return end;
    }

    /// <summary>Oldest first.</summary>
    public async IAsyncEnumerable<AuditLine> Read(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ReadEnd(cancellation);
        await foreach (var line in containers.Audit.Find(Lines(query, 500).OrderBy("c.number"), cancellation)) yield return line.Line();
    }

    /// <summary>Newest first.</summary>
    public async Task<AuditPage> Page(AuditQuery query, long? before, int limit, CancellationToken cancellation)
    {
        await ReadEnd(cancellation);
        var search = Lines(query, Math.Min(limit + 1, 500)).Where("c.number < @", before).OrderBy("c.number DESC");
        var found = await containers.Audit.Find(search, cancellation).Take(limit + 1).Select(l => l.Line()).ToListAsync(cancellation);
        return new AuditPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Number : null);
    }

    static Search Lines(AuditQuery query, int page) => new Search { Partition = AuditDocument.Lines, Page = page }
        .Where("c.what = @", query.What).Where("c.subject = @", query.Subject).Where("c.who = @", query.Who).Where("c.at >= @", Moment.Of(query.Since));

    public void Dispose() => _turn.Dispose();
}
