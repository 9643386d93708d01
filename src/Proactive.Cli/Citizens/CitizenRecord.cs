using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Citizens;

/// <summary>Everything that is kept about one person.</summary>
/// <param name="Rejected">Events that were not accepted and name the person.</param>
sealed record CitizenRecord(Citizen Citizen, IReadOnlyList<LogEntry> Log, IReadOnlyList<RejectedEvent> Rejected)
{
    /// <summary>True if the person is known, or was before being erased.</summary>
    public bool IsCitizen => Citizen.Erased || Citizen.Person is not null || Citizen.File.Version > 0;

    /// <summary>True if there is nothing.</summary>
    public bool IsEmpty => !IsCitizen && Rejected.Count == 0;

    /// <summary>True if there is a file, though perhaps nothing is known of the person any more.</summary>
    public bool HasFile => Citizen.File.Events.Length + Citizen.File.Journeys.Length > 0;

    public static async Task<CitizenRecord> Read(IStore store, CitizenKey key, string personId, CancellationToken cancellation) => new(
        (await store.Load([key], cancellation))[0],
        await store.SearchLog(new LogQuery(key), cancellation).ToListAsync(cancellation),
        await store.ListRejected(new RejectedQuery(), cancellation).Where(r => r.Names(personId)).ToListAsync(cancellation));
}
