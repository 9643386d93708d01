using System.Collections.Concurrent;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos;

// Citizens: their files, what is known of the persons, what is due, and erasing.
public sealed partial class CosmosStore
{
    public Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Run<IReadOnlyList<Citizen>>(
        "load citizens",
        async () =>
        {
            var loaded = new ConcurrentDictionary<CitizenKey, Citizen>();
            await Each(keys.Distinct(), async key => loaded[key] = await _citizens.Load(key, cancellation), cancellation);
            return [.. keys.Select(key => loaded[key])];
        },
        cancellation);

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation) => Run(
        "save files", () => SaveEach(changes, change => change.File.Key, _citizens.Save, cancellation), cancellation);

    public Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation) => Run(
        "save persons", () => SaveEach(persons, p => p.Key, (p, stop) => _citizens.Save(p.Key, p.Person, stop), cancellation), cancellation);

    public Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation) => Run(
        "take what is due", () => _due.Take(now, limit, lease, cancellation), cancellation);

    public Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) => Run(
        "take who is due", () => _due.Take(key, now, lease, cancellation), cancellation);

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => Run("find what is due next", () => _due.Next(cancellation), cancellation);

    public Task<int> CountDue(DateTimeOffset now, CancellationToken cancellation) => Run("count what is due", () => _due.Count(now, cancellation), cancellation);

    public Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation) => Run(
        "find whom an event concerns", () => _due.Concerned(eventKey, cancellation), cancellation);

    public Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation) => Run("erase a citizen", () => _erasing.Erase(key, at, cancellation), cancellation);

    // Those of different citizens side by side, those of one citizen one after the other. The keys of those that did not succeed, in their order.
    async Task<IReadOnlyList<CitizenKey>> SaveEach<T>(IReadOnlyList<T> items, Func<T, CitizenKey> keyOf, Func<T, CancellationToken, Task<bool>> save, CancellationToken cancellation)
    {
        var failed = new ConcurrentBag<int>();
        await Each(
            Enumerable.Range(0, items.Count).GroupBy(i => keyOf(items[i])),
            async own =>
            {
                foreach (var i in own)
                    if (!await save(items[i], cancellation)) failed.Add(i);
            },
            cancellation);
        return [.. failed.Order().Select(i => keyOf(items[i]))];
    }
}
