using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Testing.Year;

/// <summary>A store that fails before or after it has written, is overtaken by others, and in which the process dies at every boundary.</summary>
public sealed class FaultyStore(IStore inner, Chaos chaos) : WrappedStore(inner)
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

    public override Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Read(() => base.Load(keys, cancellation));

    public override Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation) => Write(async () =>
    {
        // Somebody else was faster: the registry's feed replaced the person, by the same facts.
        if (chaos.Strikes(0.05) && (await base.Load([changes[0].File.Key], cancellation))[0].Person is { } person)
            await base.SavePersons([(changes[0].File.Key, person)], cancellation);
        return await base.SaveFiles(changes, cancellation);
    });

    public override Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation) => Write(() => base.SavePersons(persons, cancellation));

    public override Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) => Write(() => base.TakeDue(key, now, lease, cancellation));

    public override Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation) => Write(() => base.TakeDue(now, limit, lease, cancellation));

    public override Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation) => Read(() => base.FindConcerned(eventKey, cancellation));

    public override Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation) => Write(() => base.KeepRejected(events, cancellation));

    public override Task RemoveRejected(string id, CancellationToken cancellation) => Write(() => base.RemoveRejected(id, cancellation));

    public override Task<string?> FindNote(string name, CancellationToken cancellation) => Read(() => base.FindNote(name, cancellation));

    public override Task KeepNote(string name, string? text, CancellationToken cancellation) => Write(() => base.KeepNote(name, text, cancellation));
}
