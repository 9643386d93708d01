using System.Runtime.CompilerServices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

// What the staff's doors need.
public sealed partial class SqliteStore
{
    public Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation) =>
        Read("search the log", t => t.Log.Page(query, before, limit), cancellation);

    public Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation) =>
        Writes.Run("add to the audit log", t => t.Audit.Append(_codec.Audit, entry), cancellation);

    public async IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Not from the first number: a line that somebody put before it is to be seen.
        var last = long.MinValue;
        while (await Read("read the audit log", t => t.Audit.After(query, last, Page), cancellation) is { Count: > 0 } lines)
        {
            foreach (var line in lines) yield return line;
            last = lines[^1].Number;
        }
    }

    public Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation) =>
        Read("read the audit log", t => t.Audit.Page(query, before, limit), cancellation);

    public async Task<AuditCheck> VerifyAudit(CancellationToken cancellation)
    {
        // First, and then the lines: what is added meanwhile comes after it.
        var end = await Read("check the audit log", t => t.Audit.End(), cancellation);
        return await _codec.Audit.Check(ReadAudit(new AuditQuery(), cancellation), end);
    }

    public Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation) => Write(
        "add figures",
        t =>
        {
            foreach (var (figure, count) in figures) t.Figures.Count(figure, count);
        },
        cancellation);

    public Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation) => Read("read figures", t => t.Figures.Read(from, to), cancellation);

    public Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation)
    {
        var body = _codec.Encode(proposal with { Version = proposal.Version + 1 });
        return Writes.Run("save a proposal", t => t.Proposals.Save(proposal, body), cancellation);
    }

    public Task<Proposal?> FindProposal(string id, CancellationToken cancellation) => Read(
        "find a proposal", t => t.Proposals.Find(id) is { } body ? _codec.DecodeProposal(id, body) : null, cancellation);

    public Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation) => Read<IReadOnlyList<Proposal>>(
        "list proposals", t => [.. t.Proposals.List().Select(p => _codec.DecodeProposal(p.Id, p.Body))], cancellation);
}
