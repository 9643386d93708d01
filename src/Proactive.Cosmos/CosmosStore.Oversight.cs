using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos;

// What the staff's doors need.
public sealed partial class CosmosStore
{
    public Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation) =>
        Run("search the log", () => _log.Page(query, before, limit, cancellation), cancellation);

    public Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation) => Run("add to the audit log", () => _audit.Append(entry, cancellation), cancellation);

    public IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, CancellationToken cancellation) => Run("read the audit log", _audit.Read(query, cancellation), cancellation);

    public Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation) =>
        Run("read the audit log", () => _audit.Page(query, before, limit, cancellation), cancellation);

    public Task<AuditCheck> VerifyAudit(CancellationToken cancellation) => Run(
        "check the audit log",
        async () =>
        {
            // First, and then the lines: what is added meanwhile comes after it.
            var end = await _audit.End(cancellation);
            return await _codec.Audit.Check(_audit.Read(new AuditQuery(), cancellation), end);
        },
        cancellation);

    public Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation) => Run("add figures", () => _figures.Add(figures, cancellation), cancellation);

    public Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation) =>
        Run("read figures", () => _figures.Read(from, to, cancellation), cancellation);

    public Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation) => Run(
        "save a proposal",
        async () =>
        {
            var body = _codec.Encode(proposal with { Version = proposal.Version + 1 });
            return await _containers.Proposals.Change(
                proposal.Id, ProposalDocument.Proposals,
                found => (found?.Version ?? 0) == proposal.Version ? new ProposalDocument { Kind = ProposalDocument.Proposals, Version = proposal.Version + 1, Body = body } : null,
                cancellation) is not null;
        },
        cancellation);

    public Task<Proposal?> FindProposal(string id, CancellationToken cancellation) => Run(
        "find a proposal", async () => await _containers.Proposals.Read(id, ProposalDocument.Proposals, cancellation) is { } kept ? Decode(kept) : null, cancellation);

    public Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation) => Run<IReadOnlyList<Proposal>>(
        "list proposals",
        async () =>
        {
            var found = await _containers.Proposals.Find(new Search { Partition = ProposalDocument.Proposals, Page = 50 }, cancellation).Select(Decode).ToListAsync(cancellation);
            return [.. found.OrderByDescending(p => p.ChangedAt).ThenBy(p => p.Id, StringComparer.Ordinal)];
        },
        cancellation);

    Proposal Decode(ProposalDocument kept) => _codec.DecodeProposal(kept.Id, kept.Body);
}
