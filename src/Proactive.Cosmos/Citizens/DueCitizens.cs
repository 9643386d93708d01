using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Citizens;

/// <summary>Who is due, and taking them: of several who take at once, each citizen comes to one.</summary>
sealed class DueCitizens(DocumentSet<CitizenDocument> citizens, CitizenFiles files, CosmosOptions options)
{
    public async Task<IReadOnlyList<Citizen>> Take(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation)
    {
        var (taken, troubles) = (new List<CitizenDocument>(), new ConcurrentQueue<Exception>());
        try
        {
            await foreach (var batch in Free(now, limit, cancellation).Chunk(Math.Clamp(limit, 1, options.AtOnce)))
            {
                // Never more than are wanted: whoever is taken is held.
                for (var from = 0; from < batch.Length && taken.Count < limit;)
                {
                    var tried = batch.Skip(from).Take(limit - taken.Count).ToList();
                    from += tried.Count;
                    taken.AddRange((await Task.WhenAll(tried.Select(found => TryClaim(found, now, lease, troubles, cancellation)))).OfType<CitizenDocument>());
                }

                if (taken.Count == limit || troubles.Any(t => t is ServiceFailure)) break;
            }
        }
        catch (ServiceFailure failure)
        {
            troubles.Enqueue(failure);
        }

        // Whoever could be taken is held now, and so is handed over; what stood in the way of the others is told of when there is nobody.
        if (taken.Count == 0 && troubles.TryPeek(out var trouble)) ExceptionDispatchInfo.Throw(trouble);
        taken.Sort((one, other) => string.CompareOrdinal(one.Due, other.Due));
        return await Open(taken);
    }

    IAsyncEnumerable<JsonElement> Free(DateTimeOffset now, int limit, CancellationToken cancellation) => citizens.Elements(
        new Search { Page = Math.Clamp(limit, 1, 200) }.Where("c.due < @", Moment.EndOf(now)).Where("c.until <= @", Moment.Of(now)).OrderBy("c.due"), cancellation);

    async Task<CitizenDocument?> TryClaim(JsonElement found, DateTimeOffset now, TimeSpan lease, ConcurrentQueue<Exception> troubles, CancellationToken cancellation)
    {
        try
        {
            var known = citizens.Read(found);
            return await Claim(known.Id, now, lease, known, cancellation);
        }
        catch (Exception trouble) when (trouble is JsonException or ServiceFailure)
        {
            troubles.Enqueue(trouble);
            return null;
        }
    }

    Task<CitizenDocument?> Claim(string key, DateTimeOffset now, TimeSpan lease, CitizenDocument? known, CancellationToken cancellation) => citizens.Change(
        key, key, found => found is { Due: not null } && IsFree(found, now) ? found with { Until = Moment.Of(now + lease) } : null, cancellation, known);

    static bool IsFree(CitizenDocument found, DateTimeOffset now) =>
        string.CompareOrdinal(found.Due, Moment.EndOf(now)) < 0 && string.CompareOrdinal(found.Until, Moment.Of(now)) <= 0;

    async Task<IReadOnlyList<Citizen>> Open(List<CitizenDocument> taken)
    {
        var readable = new List<(CitizenDocument Document, Citizen Citizen)>();
        InvalidDataException? damage = null;
        foreach (var document in taken)
        {
            try
            {
                readable.Add((document, files.Open(document)));
            }
            catch (InvalidDataException damaged)
            {
                damage = damaged;
            }
        }

        if (damage is null) return [.. readable.Select(r => r.Citizen)];
        // The others are let go, so that one damaged citizen keeps nobody waiting; the damaged one stays held.
        await Task.WhenAll(readable.Select(r => Release(r.Document)));
        throw damage;
    }

    Task<CitizenDocument?> Release(CitizenDocument taken) => citizens.Change(
        taken.Id, taken.Id, found => found?.Until == taken.Until ? found with { Until = "" } : null, CancellationToken.None, taken);

    public async Task<Citizen?> Take(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        await Claim(key.Value, now, lease, null, cancellation) is { } taken ? files.Open(taken) : null;

    public async Task<DateTimeOffset?> Next(CancellationToken cancellation)
    {
        var due = await citizens.Find(new Search("c.due") { Page = 1 }.Where("c.due > @", "").OrderBy("c.due"), cancellation).FirstOrDefaultAsync(cancellation);
        return due is null ? null : Moment.Read(due.Due);
    }

    public Task<int> Count(DateTimeOffset now, CancellationToken cancellation) =>
        citizens.Count(new Search("VALUE COUNT(1)").Where("c.due < @", Moment.EndOf(now)), cancellation);

    public async Task<IReadOnlyList<CitizenKey>> Concerned(string eventKey, CancellationToken cancellation) =>
        await citizens.Find(new Search("c.id").Where("ARRAY_CONTAINS(c.concerns, @)", eventKey), cancellation).Select(c => new CitizenKey(c.Id)).ToListAsync(cancellation);
}
