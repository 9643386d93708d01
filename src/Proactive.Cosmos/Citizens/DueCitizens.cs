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
        var taken = new List<CitizenDocument>();
        var damage = new List<Exception>();
        await foreach (var batch in Free(now, limit, cancellation).Chunk(Math.Clamp(limit, 1, options.AtOnce)))
        {
            // Never more than are wanted: whoever is taken is held.
            for (var from = 0; from < batch.Length && taken.Count < limit;)
            {
                var tried = batch.Skip(from).Take(limit - taken.Count).ToList();
                from += tried.Count;
                var claimed = await Task.WhenAll(tried.Select(found => Claim(found, now, lease, damage, cancellation)));
                taken.AddRange(claimed.OfType<CitizenDocument>());
            }

            if (taken.Count == limit) break;
        }

        taken.Sort((one, other) => string.CompareOrdinal(one.Due, other.Due));
        return await Decode(taken, damage);
    }

    IAsyncEnumerable<JsonElement> Free(DateTimeOffset now, int limit, CancellationToken cancellation) => citizens.Elements(
        new Search { Page = Math.Clamp(limit, 1, 200) }.Where("c.due < @", Moment.EndOf(now)).Where("c.until <= @", Moment.Of(now)).OrderBy("c.due"), cancellation);

    // A document that cannot even be read cannot be held either: it is told of as soon as there is nobody else to take.
    async Task<CitizenDocument?> Claim(JsonElement found, DateTimeOffset now, TimeSpan lease, List<Exception> damage, CancellationToken cancellation)
    {
        try
        {
            var known = citizens.Read(found);
            return await Claim(known.Id, now, lease, known, cancellation);
        }
        catch (JsonException unreadable)
        {
            lock (damage) damage.Add(unreadable);
            return null;
        }
    }

    Task<CitizenDocument?> Claim(string key, DateTimeOffset now, TimeSpan lease, CitizenDocument? known, CancellationToken cancellation) => citizens.Change(
        key, key, found => found is { Due: not null } && IsFree(found, now) ? found with { Until = Moment.Of(now + lease) } : null, cancellation, known);

    static bool IsFree(CitizenDocument found, DateTimeOffset now) =>
        string.CompareOrdinal(found.Due, Moment.EndOf(now)) < 0 && string.CompareOrdinal(found.Until, Moment.Of(now)) <= 0;

    async Task<IReadOnlyList<Citizen>> Decode(List<CitizenDocument> taken, List<Exception> damage)
    {
        var readable = new List<(CitizenDocument Document, Citizen Citizen)>();
        var isHeld = false;
        foreach (var document in taken)
        {
            try
            {
                readable.Add((document, files.Open(document)));
            }
            catch (InvalidDataException damaged)
            {
                (isHeld, damage) = (true, [damaged]);
            }
        }

        if (damage.Count == 0 || (!isHeld && readable.Count > 0)) return [.. readable.Select(r => r.Citizen)];
        // The others are let go, so that one damaged citizen keeps nobody waiting; the damaged one stays held.
        await Task.WhenAll(readable.Select(r => Release(r.Document)));
        throw damage[0];
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
