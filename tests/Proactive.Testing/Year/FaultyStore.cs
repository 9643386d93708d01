using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Testing.Year;

/// <summary>A store that fails before or after it has written, is overtaken by others, and in which the process dies at every boundary.</summary>
public sealed class FaultyStore(IStore inner, Chaos chaos) : IStore
{
    const double Rare = 0.01;

    async Task<T> Read<T>(Func<Task<T>> read)
    {
        chaos.CrashPoint(Rare / 4);
        return chaos.Strikes(Rare / 2) ? throw new StoreDownException() : await read();
    }

    async Task<T> Write<T>(Func<Task<T>> write)
    {
        chaos.CrashPoint(Rare);
        if (chaos.Strikes(Rare)) throw new StoreDownException();
        var result = await write();
        chaos.CrashPoint(Rare);
        // It was written, and whoever asked never hears of it.
        return chaos.Strikes(Rare) ? throw new StoreDownException() : result;
    }

    Task<bool> Write(Func<Task> write) => Write(async () =>
    {
        await write();
        return true;
    });

    public Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Read(() => inner.Load(keys, cancellation));

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation) => Write(async () =>
    {
        // Somebody else was faster: the registry's feed replaced the person, by the same facts.
        if (chaos.Strikes(0.05) && (await inner.Load([changes[0].File.Key], cancellation))[0].Person is { } person)
            await inner.SavePersons([(changes[0].File.Key, person)], cancellation);
        return await inner.SaveFiles(changes, cancellation);
    });

    public Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation) => Write(() => inner.SavePersons(persons, cancellation));

    public Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation) => Write(() => inner.TakeDue(now, limit, lease, cancellation));

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => inner.NextDue(cancellation);

    public Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation) => Read(() => inner.FindConcerned(eventKey, cancellation));

    public Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation) => Write(() => inner.Erase(key, at, cancellation));

    public IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation) => inner.SearchLog(query, cancellation);

    public Task KeepRuleBook(ContentFolder files, CancellationToken cancellation) => inner.KeepRuleBook(files, cancellation);

    public Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation) => inner.FindRuleBook(hash, cancellation);

    public Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation) => Write(() => inner.KeepRejected(events, cancellation));

    public IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, CancellationToken cancellation) => inner.ListRejected(query, cancellation);

    public Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation) => inner.FindRejected(id, cancellation);

    public Task RemoveRejected(string id, CancellationToken cancellation) => Write(() => inner.RemoveRejected(id, cancellation));

    public Task<string?> FindNote(string name, CancellationToken cancellation) => Read(() => inner.FindNote(name, cancellation));

    public Task KeepNote(string name, string? text, CancellationToken cancellation) => Write(() => inner.KeepNote(name, text, cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
