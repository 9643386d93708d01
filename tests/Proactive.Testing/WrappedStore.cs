using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;

namespace Proactive.Testing;

/// <summary>A store around another, to break, count or delay one of its verbs.</summary>
public abstract class WrappedStore(IStore inner) : IStore
{
    public virtual Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => inner.Load(keys, cancellation);

    public virtual Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation) => inner.SaveFiles(changes, cancellation);

    public virtual Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation) => inner.SavePersons(persons, cancellation);

    public virtual Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation) => inner.TakeDue(now, limit, lease, cancellation);

    public virtual Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) => inner.TakeDue(key, now, lease, cancellation);

    public virtual Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => inner.NextDue(cancellation);

    public virtual Task<int> CountDue(DateTimeOffset now, CancellationToken cancellation) => inner.CountDue(now, cancellation);

    public virtual Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation) => inner.FindConcerned(eventKey, cancellation);

    public virtual Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation) => inner.Erase(key, at, cancellation);

    public virtual IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation) => inner.SearchLog(query, cancellation);

    public virtual Task KeepRuleBook(ContentFolder files, CancellationToken cancellation) => inner.KeepRuleBook(files, cancellation);

    public virtual Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation) => inner.FindRuleBook(hash, cancellation);

    public virtual Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation) => inner.KeepRejected(events, cancellation);

    public virtual IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, CancellationToken cancellation) => inner.ListRejected(query, cancellation);

    public virtual Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation) => inner.FindRejected(id, cancellation);

    public virtual Task RemoveRejected(string id, CancellationToken cancellation) => inner.RemoveRejected(id, cancellation);

    public virtual Task<string?> FindNote(string name, CancellationToken cancellation) => inner.FindNote(name, cancellation);

    public virtual Task KeepNote(string name, string? text, CancellationToken cancellation) => inner.KeepNote(name, text, cancellation);

    public virtual Task<LogPage> PageLog(LogQuery query, long? before, int limit, CancellationToken cancellation) => inner.PageLog(query, before, limit, cancellation);

    public virtual Task<AuditLine> AppendAudit(AuditEntry entry, CancellationToken cancellation) => inner.AppendAudit(entry, cancellation);

    public virtual IAsyncEnumerable<AuditLine> ReadAudit(AuditQuery query, CancellationToken cancellation) => inner.ReadAudit(query, cancellation);

    public virtual Task<AuditPage> PageAudit(AuditQuery query, long? before, int limit, CancellationToken cancellation) => inner.PageAudit(query, before, limit, cancellation);

    public virtual Task<AuditCheck> VerifyAudit(CancellationToken cancellation) => inner.VerifyAudit(cancellation);

    public virtual Task AddFigures(IReadOnlyList<FigureCount> figures, CancellationToken cancellation) => inner.AddFigures(figures, cancellation);

    public virtual Task<IReadOnlyList<FigureCount>> ReadFigures(DateOnly from, DateOnly to, CancellationToken cancellation) => inner.ReadFigures(from, to, cancellation);

    public virtual Task<bool> SaveProposal(Proposal proposal, CancellationToken cancellation) => inner.SaveProposal(proposal, cancellation);

    public virtual Task<Proposal?> FindProposal(string id, CancellationToken cancellation) => inner.FindProposal(id, cancellation);

    public virtual Task<IReadOnlyList<Proposal>> ListProposals(CancellationToken cancellation) => inner.ListProposals(cancellation);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
