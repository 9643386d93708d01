using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Oversight;

/// <summary>A proposal that went live, with the line of the audit log that says so.</summary>
public sealed record LiveProposal(Proposal Proposal, AuditEntry Line);

/// <summary>One version of a rule file.</summary>
/// <param name="Text">Null: the file was not there.</param>
/// <param name="Before">The text before it.</param>
/// <param name="By">How it went live; null: outside the studio.</param>
public sealed record RuleVersion(string Path, string? Text, string? Before, LiveProposal? By)
{
    /// <summary>Names the version: its proposal, or for what came from elsewhere a hash of the text.</summary>
    public string Id => By?.Proposal.Id ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text ?? "")).AsSpan(0, 8));
}

/// <summary>The versions of rule files, found from what went live. Pure.</summary>
public static class ProposalHistory
{
    /// <summary>The proposals that a log of lines <c>rules-live</c> tells of, oldest first.</summary>
    /// <param name="lines">All of them, also those of other agencies, in any order.</param>
    public static IReadOnlyList<LiveProposal> Join(IEnumerable<AuditLine> lines, IEnumerable<Proposal> proposals)
    {
        // The same book may go live twice, when a change is taken back; then the first line is of the first proposal.
        var byHash = lines.OrderBy(l => l.Number).GroupBy(l => l.Entry.Subject ?? "").ToDictionary(g => g.Key, g => new Queue<AuditLine>(g));
        var live = proposals.Where(p => p.State == ProposalState.Live).OrderBy(p => p.ChangedAt)
            .Select(p => (Proposal: p, Line: byHash.GetValueOrDefault(p.LiveAs ?? "") is { Count: > 0 } found ? found.Dequeue() : null)).ToList();
        // By number: two lines may have the same time.
        return [.. live.Where(l => l.Line is not null).OrderBy(l => l.Line!.Number).Select(l => new LiveProposal(l.Proposal, l.Line!.Entry))];
    }

    /// <summary>The versions of one file, newest first.</summary>
    /// <param name="live">Oldest first.</param>
    /// <param name="current">The file as it is in force; null: it is not there.</param>
    public static IReadOnlyList<RuleVersion> Of(string path, IEnumerable<LiveProposal> live, string? current)
    {
        var versions = new List<RuleVersion>();
        foreach (var change in live.Where(l => l.Proposal.Texts.ContainsKey(path)))
        {
            Note(change.Proposal.Before.GetValueOrDefault(path));
            versions.Add(new RuleVersion(path, change.Proposal.Texts[path], versions.LastOrDefault()?.Text, change));
        }

        Note(current);
        versions.Reverse();
        return versions;

        // Whatever nobody proposed here came from elsewhere.
        void Note(string? text)
        {
            if (versions.Count == 0 ? text is not null : versions[^1].Text != text) versions.Add(new RuleVersion(path, text, versions.LastOrDefault()?.Text, null));
        }
    }
}
