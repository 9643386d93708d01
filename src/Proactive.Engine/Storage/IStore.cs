using Proactive.Engine.Citizens;

namespace Proactive.Engine.Storage;

/// <summary>A changed citizen file and the log lines that belong to the change; one write.</summary>
/// <param name="HeldUntil">Until when the saver holds the file, so that nobody else delivers from it; null leaves any lease as it is.</param>
public sealed record FileChange(CitizenFile File, IReadOnlyList<LogEntry> Log, DateTimeOffset? HeldUntil = null);

/// <summary>Keeps citizen files, persons, the delivery log and rejected events. Everything it answers for is durable when its task ends.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The files of these citizens, in the order of the keys; an empty file where there is none.</summary>
    Task<IReadOnlyList<CitizenFile>> LoadFiles(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation);

    /// <summary>
    /// Saves each change if its file still has the version it was made from. Returns the keys of those that another change
    /// overtook: nothing of theirs was written, everything of the others was.
    /// </summary>
    Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation);

    /// <summary>Up to <paramref name="limit"/> files due at <paramref name="now"/> that nobody holds, earliest first, each held until <paramref name="now"/> plus <paramref name="lease"/>.</summary>
    Task<IReadOnlyList<CitizenFile>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation);

    /// <summary>When the earliest file is due; null if nothing waits.</summary>
    Task<DateTimeOffset?> NextDue(CancellationToken cancellation);

    /// <summary>What is known of these citizens, in the order of the keys; null where nothing is.</summary>
    Task<IReadOnlyList<Person?>> LoadPersons(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation);

    /// <summary>Replaces what is known of each citizen.</summary>
    Task SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation);

    /// <summary>The delivery log, oldest first.</summary>
    IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation);

    /// <summary>Keeps the files of a rule book under their hash; no effect if they are kept already.</summary>
    Task KeepRuleBook(ContentFolder files, CancellationToken cancellation);

    /// <summary>The files of the rule book with this hash; null if it was never kept.</summary>
    Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation);

    /// <summary>Keeps rejected events; one already kept under its id is replaced.</summary>
    Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation);

    /// <summary>The rejected events, oldest first.</summary>
    IAsyncEnumerable<RejectedEvent> ListRejected(CancellationToken cancellation);

    Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation);

    /// <summary>Forgets a rejected event; no effect if it is not there.</summary>
    Task RemoveRejected(string id, CancellationToken cancellation);
}
