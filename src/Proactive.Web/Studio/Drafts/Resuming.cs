using Microsoft.Extensions.Hosting;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rules;
using Proactive.Web.Background;

namespace Proactive.Web.Studio.Drafts;

/// <summary>
/// When the host starts: finishes the change that was approved last, if the process died before its files were written or the audit log
/// said that it is live. Changes are published one after the other, so no other can be unfinished.
/// </summary>
sealed class Resuming(WebParts parts, LiveFiles files, Trouble trouble) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (parts.RuleFiles.Write is { } write && await Unfinished(cancellationToken) is { } proposal) await Finish(proposal, write, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            trouble.Tell("An approved change of the rules was cut off and could not be finished", failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<Proposal?> Unfinished(CancellationToken cancellation)
    {
        var last = (await parts.Store.ListProposals(cancellation)).FirstOrDefault(p => p.State == ProposalState.Live);
        if (last is null || await parts.Store.ReadAudit(new AuditQuery(What: "rules-live", Subject: last.LiveAs), cancellation).AnyAsync(cancellation)) return null;
        // Files that somebody else has changed since are theirs.
        var live = files.Read().Files.Texts;
        return last.Texts.All(t => live.GetValueOrDefault(t.Key) is var text && (text == t.Value || text == last.Before.GetValueOrDefault(t.Key))) ? last : null;
    }

    async Task Finish(Proposal proposal, Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task> write, CancellationToken cancellation)
    {
        await write(proposal.Texts.ToDictionary(t => t.Key, t => (string?)t.Value), cancellation);
        var written = parts.RuleFiles.Read();
        if (RuleBook.Read(written).Book is not { } book) return;
        await parts.Rules.Replace(book, written, cancellation);
        // Other files may have changed since it was approved, and with them the book's name, by which its history is found.
        if (book.Hash != proposal.LiveAs) await parts.Store.SaveProposal(proposal with { LiveAs = book.Hash }, cancellation);
        await parts.Store.AppendAudit(new AuditEntry(parts.Clock.GetUtcNow(), proposal.DecidedBy!, $"approver of {proposal.Agency}", "rules-live", book.Hash, proposal.Why), cancellation);
    }
}
