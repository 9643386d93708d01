using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

/// <summary>A changed citizen file and the log lines that belong to the change; one write.</summary>
/// <param name="HeldUntil">Until when the saver holds the file, so that nobody else delivers from it; null leaves any lease as it is.</param>
/// <param name="Concerns">Keys of events under which the citizen is to be found, besides those already kept.</param>
/// <param name="Figures">What the change adds to the figures; less than nothing where it takes back what was counted.</param>
public sealed record FileChange(
    CitizenFile File, IReadOnlyList<LogEntry> Log, DateTimeOffset? HeldUntil = null, IReadOnlyList<string>? Concerns = null, IReadOnlyList<FigureCount>? Figures = null);

/// <summary>Keeps citizens, the delivery log and rejected events. Everything it answers for is durable when its task ends.</summary>
public partial interface IStore : IAsyncDisposable
{
    /// <summary>These citizens, in the order of the keys; an empty file where there is none.</summary>
    Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation);

    /// <summary>
    /// Saves each change if its file still has the version it was made from. Returns the keys of those that another change
    /// overtook (an erased citizen is always overtaken): nothing of theirs was written, everything of the others was.
    /// </summary>
    Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation);

    /// <summary>Replaces what is known of each person, whatever the version, and counts the version on. Returns the keys of erased citizens, of whom nothing was written.</summary>
    Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation);

    /// <summary>Up to <paramref name="limit"/> citizens whose files are due at <paramref name="now"/> and whom nobody holds, earliest first, each held until <paramref name="now"/> plus <paramref name="lease"/>.</summary>
    Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation);

    /// <summary>This citizen, held as by the other <c>TakeDue</c>; null if the file is not due at <paramref name="now"/> or somebody holds it.</summary>
    Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation);

    /// <summary>When the earliest file is due; null if nothing waits.</summary>
    Task<DateTimeOffset?> NextDue(CancellationToken cancellation);

    /// <summary>How many citizens' files are due at <paramref name="now"/>, held by somebody or not.</summary>
    Task<int> CountDue(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The citizens kept under this event key (<see cref="FileChange.Concerns"/>).</summary>
    Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation);

    /// <summary>Deletes a citizen's data key, file and person for good and leaves a tombstone. The delivery log's lines stay and no longer name the citizen.</summary>
    Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The delivery log, in the order in which it was written.</summary>
    IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation);

    /// <summary>Keeps the files of a rule book under their hash; no effect if they are kept already.</summary>
    Task KeepRuleBook(ContentFolder files, CancellationToken cancellation);

    /// <summary>The files of the rule book with this hash; null if it was never kept.</summary>
    Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation);

    /// <summary>Keeps rejected events; one already kept under its id is replaced.</summary>
    Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation);

    /// <summary>Rejected events, oldest first.</summary>
    IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, CancellationToken cancellation);

    Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation);

    /// <summary>Forgets a rejected event; no effect if it is not there.</summary>
    Task RemoveRejected(string id, CancellationToken cancellation);

    /// <summary>A note the engine left under this name (a hold, counters); null if there is none. Nothing personal.</summary>
    Task<string?> FindNote(string name, CancellationToken cancellation);

    /// <summary>Leaves a note in place of the one before; null takes it away.</summary>
    Task KeepNote(string name, string? text, CancellationToken cancellation);
}
