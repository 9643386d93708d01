using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

// What the staff's doors need.
public partial interface IStore
{
    /// <summary>Up to <paramref name="limit"/> matching lines of the delivery log, newest first; what was written for the same moment, last written first. Lines that are added between two pages are on neither, unless they are older.</summary>
    /// <param name="before">The page before's <see cref="LogPage.Next"/>; null: from the newest.</param>
    Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation);

    /// <summary>Adds a line at the end of the audit log and returns it. Lines are never changed.</summary>
    Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation);

    /// <summary>The audit log, oldest first.</summary>
    IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, CancellationToken cancellation);

    /// <summary>Up to <paramref name="limit"/> matching lines of the audit log, newest first.</summary>
    Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation);

    /// <summary>Whether the audit log is as it was written, and if not, from which line on.</summary>
    Task<AuditCheck> VerifyAudit(CancellationToken cancellation);

    /// <summary>Counts figures that belong to no citizen's file.</summary>
    Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation);

    /// <summary>The figures of these days, both included; none that add up to nothing.</summary>
    Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation);

    /// <summary>Saves a proposal if it still has the version it was made from; false if another change came first.</summary>
    Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation);

    Task<Proposal?> FindProposal(string id, CancellationToken cancellation);

    /// <summary>All proposals, the last changed first.</summary>
    Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation);
}
