using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Storage;

/// <summary>What an event means for one of the citizens it concerns; no person: the registry has not told us of them.</summary>
public sealed record Concerned(CitizenKey Key, Person? Person, IReadOnlyList<Occurrence> Occurrences);

/// <summary>Citizen files as the flow changes them: load, apply a pure function, save; again if another change came first.</summary>
sealed class CitizenFiles(IStore store, CitizenKeys keys, RuleBooks rules, TimeProvider clock)
{
    /// <summary>The citizens whom occurrences concern, each once.</summary>
    public async Task<IReadOnlyList<Concerned>> Concerned(IReadOnlyList<Occurrence> occurrences, CancellationToken cancellation)
    {
        var byCitizen = occurrences.SelectMany(o => o.Recipients.Select(r => (Key: keys.Of(r), Occurrence: o))).ToLookup(h => h.Key, h => h.Occurrence);
        var citizens = byCitizen.Select(h => h.Key).ToList();
        var persons = citizens.Count == 0 ? [] : await store.LoadPersons(citizens, cancellation);
        return [.. citizens.Zip(persons, (key, person) => new Concerned(key, person, [.. byCitizen[key]]))];
    }

    /// <summary>Applies <paramref name="change"/> until it is saved; a change that returns the file itself saves nothing.</summary>
    /// <param name="book">The book in force for this change.</param>
    /// <param name="heldUntil">Until when the caller goes on holding the file; null leaves any lease as it is.</param>
    public async Task<T> Change<T>(CitizenKey key, RuleBook book, Func<CitizenFile, RuleShelf, (CitizenFile File, T Result)> change, DateTimeOffset? heldUntil, CancellationToken cancellation)
    {
        while (true)
        {
            var before = (await store.LoadFiles([key], cancellation))[0];
            var (after, result) = change(before, await rules.ShelfFor(before, book, cancellation));
            if (ReferenceEquals(before, after) || await TrySave(before, after, heldUntil, cancellation)) return result;
        }
    }

    /// <summary>Saves <paramref name="after"/> with its log lines; false if another change came first.</summary>
    public async Task<bool> TrySave(CitizenFile before, CitizenFile after, DateTimeOffset? heldUntil, CancellationToken cancellation)
    {
        var change = new FileChange(after, LogEntry.Between(before, after, clock.GetUtcNow()), heldUntil);
        return (await store.SaveFiles([change], cancellation)).Count == 0;
    }
}
