using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

// What the staff's doors need.
public sealed partial class SqliteStore
{
    public Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation) => throw new NotImplementedException();

    public IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<AuditLine?> VerifyAudit(CancellationToken cancellation) => throw new NotImplementedException();

    public Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<Proposal?> FindProposal(string id, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation) => throw new NotImplementedException();
}
