using System.Runtime.CompilerServices;
using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

public sealed partial class MemoryStore
{
    readonly AuditChain _chain = new(new byte[32]);
    readonly List<AuditLine> _audit = [];
    readonly Dictionary<Figure, long> _figures = [];
    readonly Dictionary<string, Proposal> _proposals = [];

    public Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // A line's number is its place.
            var found = _log.Select((line, number) => (Line: line, Number: (long)number)).OrderByDescending(l => l.Line.At).ThenByDescending(l => l.Number)
                .SkipWhile(l => before is not null && l.Number != before).Skip(before is null ? 0 : 1).Where(l => query.Matches(l.Line)).Take(limit + 1).ToList();
            return Task.FromResult(new LogPage([.. found.Take(limit).Select(f => f.Line)], found.Count > limit ? found[limit - 1].Number : null));
        }
    }

    public Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var line = _chain.Add(_audit.LastOrDefault(), entry);
            _audit.Add(line);
            return Task.FromResult(line);
        }
    }

    public async IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        AuditLine[] lines;
        lock (_lock) lines = [.. _audit];
        foreach (var line in lines.Where(l => query.Matches(l.Entry))) yield return line;
    }

    public Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var found = _audit.AsEnumerable().Reverse().Where(l => !(l.Number >= before) && query.Matches(l.Entry)).Take(limit + 1).ToList();
            return Task.FromResult(new AuditPage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Number : null));
        }
    }

    public Task<AuditCheck> VerifyAudit(CancellationToken cancellation)
    {
        AuditEnd end;
        lock (_lock) end = _chain.EndAt(_audit.LastOrDefault());
        return _chain.Check(ReadAudit(new AuditQuery(), cancellation), end);
    }

    public Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation)
    {
        lock (_lock) Count(figures);
        return Task.CompletedTask;
    }

    void Count(IEnumerable<FigureCount> figures)
    {
        foreach (var (figure, count) in figures) _figures[figure] = _figures.GetValueOrDefault(figure) + count;
    }

    public Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<FigureCount>>([.. _figures.Where(f => f.Key.Day >= from && f.Key.Day <= to && f.Value != 0).Select(f => new FigureCount(f.Key, f.Value))]);
    }

    public Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if ((_proposals.GetValueOrDefault(proposal.Id)?.Version ?? 0) != proposal.Version) return Task.FromResult(false);
            _proposals[proposal.Id] = proposal with { Version = proposal.Version + 1 };
            return Task.FromResult(true);
        }
    }

    public Task<Proposal?> FindProposal(string id, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_proposals.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Proposal>>([.. _proposals.Values.OrderByDescending(p => p.ChangedAt).ThenBy(p => p.Id, StringComparer.Ordinal)]);
    }
}
