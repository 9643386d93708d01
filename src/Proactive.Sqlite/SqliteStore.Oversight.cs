using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite;

// What the staff's doors need.
public sealed partial class SqliteStore
{
    public Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation) =>
        Read("search the log", t => t.Log.Page(query, before, limit), cancellation);

    /// <summary>Also where the store was opened to read only: looking at what is kept about somebody is written down, too.</summary>
    public Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation) => _writes is null
        ? Task.Run(() => AppendBeside(entry), cancellation)
        : _writes.Run("add to the audit log", t => t.Audit.Append(_codec.Audit, entry), cancellation);

    // Another process may be writing; it takes turns with this one, and reads the last line anew for every line it adds.
    AuditLine AppendBeside(AuditEntry entry)
    {
        try
        {
            using var connection = Connections.OpenWriter(_path);
            using var transaction = connection.Provider.BeginTransaction(deferred: false);
            var line = new AuditTable(connection).Append(_codec.Audit, entry);
            transaction.Commit();
            return line;
        }
        catch (SqliteException failure)
        {
            throw Failure.Of(_path, "add to the audit log", failure);
        }
    }

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

    public Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation) => Write("add figures", t => t.Figures.Count(figures), cancellation);

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
