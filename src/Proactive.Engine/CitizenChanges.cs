using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>Changes citizen files: a pure function, save; again on the file as it is by then if another change came first.</summary>
sealed class CitizenChanges(IStore store, RuleBooks rules, TimeProvider clock, WakeUps? wakeUps)
{
    /// <summary>Fewer citizens than this are not worth a second processor.</summary>
    const int WorthSharing = 8;

    /// <summary>Saves all changes as one. Those that another change overtook are told again what they are to hear.</summary>
    /// <param name="plan">Pure: the file after one hearing, and what that did.</param>
    public async Task Save(PlannedArrivals planned, Func<CitizenFile, Person, Hearing, RuleShelf, (CitizenFile, Effect)> plan, CancellationToken cancellation)
    {
        var (visits, changes) = (planned.Visits, planned.Changes);
        while (changes.OfType<FileChange>().ToList() is { Count: > 0 } saved)
        {
            var overtaken = (await SaveFiles(saved, cancellation)).Overtaken;
            if (overtaken.Count == 0) return;
            var again = visits.Where(v => overtaken.Contains(v.Citizen.Key)).ToList();
            var reloaded = await store.Load([.. again.Select(v => v.Citizen.Key)], cancellation);
            visits = [.. again.Zip(reloaded, (visit, citizen) => visit with { Citizen = citizen })];
            changes = await Tell(visits, planned.Book, plan, cancellation);
        }
    }

    /// <summary>What each citizen's file becomes by what they hear, in the order of the visits; null where nothing changes. Saves nothing.</summary>
    public async Task<IReadOnlyList<FileChange?>> Tell(IReadOnlyList<Visit> visits, RuleBook book, Func<CitizenFile, Person, Hearing, RuleShelf, (CitizenFile, Effect)> plan, CancellationToken cancellation)
    {
        var shelves = new RuleShelf[visits.Count];
        for (var i = 0; i < shelves.Length; i++) shelves[i] = await rules.ShelfFor(visits[i].Citizen.File, book, cancellation);
        var changes = new FileChange?[visits.Count];
        void TellOne(int i) => changes[i] = Told(visits[i], shelves[i], plan);
        if (visits.Count < WorthSharing) for (var i = 0; i < visits.Count; i++) TellOne(i);
        else Parallel.For(0, visits.Count, TellOne);
        return changes;
    }

    FileChange? Told(Visit visit, RuleShelf shelf, Func<CitizenFile, Person, Hearing, RuleShelf, (CitizenFile File, Effect Effect)> plan)
    {
        var file = visit.Citizen.File;
        foreach (var heard in visit.Heard.Where(h => h.Arrival.Occurrences.Count > 0))
        {
            var (after, effect) = visit.Citizen switch
            {
                { Erased: true } => (file, Effect.OnErased),
                { Person: null } => (file, Effect.UnknownPerson),
                { Person: { } person } => Tried(file, person, heard, shelf, plan),
            };
            file = after;
            heard.Arrival.Did(file.Key, effect);
        }

        var concerns = visit.Heard.SelectMany(h => h.Concerns).Distinct().ToList();
        return ReferenceEquals(file, visit.Citizen.File) ? null : new FileChange(
            file, LogEntry.Between(visit.Citizen.File, file, clock.GetUtcNow()), null, concerns, Figures.Between(visit.Citizen.File, file, shelf, clock.GetUtcNow()));
    }

    // One event that the program cannot digest must not stop the others; it is kept, with the place of the fault.
    static (CitizenFile, Effect) Tried(CitizenFile file, Person person, Hearing heard, RuleShelf shelf, Func<CitizenFile, Person, Hearing, RuleShelf, (CitizenFile, Effect)> plan)
    {
        try
        {
            return plan(file, person, heard, shelf);
        }
        catch (Exception bug)
        {
            return (file, Effect.Of(bug));
        }
    }

    /// <summary>Applies <paramref name="change"/> to the file, and to the file as it is by then if another change came first, until it is saved. Returns the file as saved; null if the citizen was erased.</summary>
    /// <param name="book">The book in force for this change.</param>
    /// <param name="heldUntil">Until when the caller goes on holding the file; null leaves any lease as it is.</param>
    public async Task<CitizenFile?> Change(CitizenFile file, RuleBook book, Func<CitizenFile, RuleShelf, CitizenFile> change, DateTimeOffset? heldUntil, CancellationToken cancellation)
    {
        while (true)
        {
            var shelf = await rules.ShelfFor(file, book, cancellation);
            var after = change(file, shelf);
            if (await TrySave(file, after, shelf, heldUntil, cancellation) is { } saved) return saved;
            var citizen = (await store.Load([file.Key], cancellation))[0];
            if (citizen.Erased) return null;
            file = citizen.File;
        }
    }

    /// <summary>Saves <paramref name="after"/> with its log lines and returns it as saved; null if another change came first.</summary>
    /// <param name="concerns">Under which keys the citizen is to be found, too.</param>
    public async Task<CitizenFile?> TrySave(
        CitizenFile before, CitizenFile after, RuleShelf shelf, DateTimeOffset? heldUntil, CancellationToken cancellation, IReadOnlyList<string>? concerns = null)
    {
        var now = clock.GetUtcNow();
        var change = new FileChange(after, LogEntry.Between(before, after, now), heldUntil, concerns, Figures.Between(before, after, shelf, now));
        var (saved, overtaken) = await SaveFiles([change], cancellation);
        return overtaken.Count > 0 ? null : saved[0].File with { Version = after.Version + 1 };
    }

    // Calls are ordered before the save, so that the file can name its own; one that no file names in the end is cancelled.
    async Task<(IReadOnlyList<FileChange> Saved, IReadOnlySet<CitizenKey> Overtaken)> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ordered = wakeUps is null ? changes : await wakeUps.OrderFor(changes, now, cancellation);
        var overtaken = (await store.SaveFiles(ordered, cancellation)).ToHashSet();
        Telemetry.Changed(ordered.Where(c => !overtaken.Contains(c.File.Key)));
        if (wakeUps is not null) await wakeUps.CancelUnnamed(changes, ordered, overtaken, now, cancellation);
        return (ordered, overtaken);
    }
}
