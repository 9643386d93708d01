using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Web.Background;

namespace Proactive.Web.Studio.Drafts;

/// <summary>What came of approving. Only Live changed anything.</summary>
enum Publication { Live, Overtaken, NotFine, Unconfirmed, TooLate, NotWritten }

/// <summary>Puts approved changes in force, one after the other.</summary>
sealed class Publishing(WebParts parts, LiveFiles files, Examining examining, Trouble trouble) : IDisposable
{
    readonly SemaphoreSlim _gate = new(1);

    /// <param name="proposal">As the approver saw it.</param>
    /// <param name="confirmed">Whether the approver said yes to a wide reach.</param>
    public async Task<Publication> Approve(Proposal proposal, Desk desk, string words, bool confirmed, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var live = files.Read().Files;
            if (proposal.OvertakenIn(live).Count > 0) return Publication.Overtaken;
            var found = await examining.Examine(proposal, live, cancellation);
            if (!found.IsFine || found.Candidate!.Whole() is not { } book) return Publication.NotFine;
            if (found.NeedsConfirmation(proposal) && !confirmed) return Publication.Unconfirmed;
            return await Publish(proposal, book, found.Candidate, desk, words);
        }
        finally
        {
            _gate.Release();
        }
    }

    // From here on it is carried through, also if the approver's browser goes away.
    async Task<Publication> Publish(Proposal proposal, RuleBook book, RuleCandidate candidate, Desk desk, string words)
    {
        if (parts.RuleFiles.Write is not { } write) return Publication.NotWritten;
        // Saved first: whoever comes second finds it decided, and files never change without somebody to name for it.
        if (proposal.Approve(desk.Actor.Name, words, book.Hash, parts.Clock.GetUtcNow()) is not { } approved || !await desk.Save(approved, CancellationToken.None)) return Publication.TooLate;
        await desk.Audit("approved", proposal.Id, words, CancellationToken.None);
        try
        {
            await write(proposal.Texts.ToDictionary(t => t.Key, t => (string?)t.Value), CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What was written already would be taken in from the folder within seconds.
            await Undo(write, proposal);
            await desk.Save(proposal with { Version = proposal.Version + 1 }, CancellationToken.None);
            await desk.Audit("rules-not-written", proposal.Id, null, CancellationToken.None);
            return Publication.NotWritten;
        }

        await parts.Rules.Replace(book, candidate.Files, CancellationToken.None);
        await desk.Audit("rules-live", book.Hash, proposal.Why, CancellationToken.None);
        return Publication.Live;
    }

    async Task Undo(Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task> write, Proposal proposal)
    {
        try
        {
            await write(proposal.Before, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            trouble.Tell("An approved change could be neither written into the rules folder nor taken back", failure);
        }
    }

    public void Dispose() => _gate.Dispose();
}
