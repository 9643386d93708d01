using System.Text;

namespace Proactive.Engine.Oversight;

/// <summary>How a proposal goes from draft to live. A move that is not allowed gives null.</summary>
public static class ProposalMoves
{
    /// <summary>The most that the texts of one proposal may have together.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most that somebody may write as a reason.</summary>
    public const int MaxWords = 2000;

    static readonly HashSet<(ProposalState From, ProposalState To)> Allowed =
    [
        (ProposalState.Draft, ProposalState.Draft),
        (ProposalState.Draft, ProposalState.Submitted),
        (ProposalState.Draft, ProposalState.Withdrawn),
        (ProposalState.Submitted, ProposalState.Draft),
        (ProposalState.Submitted, ProposalState.Withdrawn),
        (ProposalState.Submitted, ProposalState.Declined),
        (ProposalState.Submitted, ProposalState.Live),
    ];

    /// <summary>A draft of one file, begun from the files in force.</summary>
    public static Proposal Begin(string id, string agency, ContentFolder live, string path, string text, string author, DateTimeOffset now) => new(
        id, agency, live.Hash, new Dictionary<string, string> { [path] = text }, new Dictionary<string, string?> { [path] = live.Texts.GetValueOrDefault(path) },
        "", ProposalState.Draft, author, now);

    /// <summary>The draft with another text of one file; the file may be new to it.</summary>
    public static Proposal? Write(this Proposal proposal, ContentFolder live, string path, string text, DateTimeOffset now) => proposal.State != ProposalState.Draft ? null : proposal.To(ProposalState.Draft, now, proposal with
    {
        Texts = With(proposal.Texts, path, text),
        // What it was begun from stays: whoever changed the file meanwhile is not to be overwritten unseen.
        Before = proposal.Before.ContainsKey(path) ? proposal.Before : With(proposal.Before, path, live.Texts.GetValueOrDefault(path)),
    });

    /// <summary>The draft without one of its files; null also if it is the only one.</summary>
    public static Proposal? Leave(this Proposal proposal, string path, DateTimeOffset now) => proposal.State != ProposalState.Draft || proposal.Texts.Count < 2 ? null : proposal.To(ProposalState.Draft, now, proposal with
    {
        Texts = proposal.Texts.Where(t => t.Key != path).ToDictionary(),
        Before = proposal.Before.Where(t => t.Key != path).ToDictionary(),
    });

    public static Proposal? Submit(this Proposal proposal, string why, DateTimeOffset now) =>
        proposal.State == ProposalState.Draft ? proposal.To(ProposalState.Submitted, now, proposal with { Why = why }) : null;

    public static Proposal? Withdraw(this Proposal proposal, DateTimeOffset now) => proposal.To(ProposalState.Withdrawn, now, proposal);

    /// <summary>A draft again, begun anew from the files in force.</summary>
    public static Proposal? Reopen(this Proposal proposal, ContentFolder live, DateTimeOffset now) => proposal.To(ProposalState.Draft, now, proposal with
    {
        Base = live.Hash,
        Before = proposal.Texts.Keys.ToDictionary(path => path, path => live.Texts.GetValueOrDefault(path)),
    });

    public static Proposal? Decline(this Proposal proposal, string by, string words, DateTimeOffset now) =>
        proposal.To(ProposalState.Declined, now, proposal with { DecidedBy = by, Decision = words });

    /// <param name="liveAs">Hash of the rule book in which it goes live.</param>
    public static Proposal? Approve(this Proposal proposal, string by, string words, string liveAs, DateTimeOffset now) =>
        proposal.IsBy(by) ? null : proposal.To(ProposalState.Live, now, proposal with { DecidedBy = by, Decision = words, LiveAs = liveAs });

    /// <summary>Whether this person wrote it. Names that differ only in case are the same person.</summary>
    public static bool IsBy(this Proposal proposal, string name) => string.Equals(proposal.Author.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Its files that are no longer as they were when it was begun.</summary>
    public static IReadOnlyList<string> OvertakenIn(this Proposal proposal, ContentFolder live) =>
        [.. proposal.Before.Where(b => b.Value != live.Texts.GetValueOrDefault(b.Key)).Select(b => b.Key).Order(StringComparer.Ordinal)];

    /// <summary>Whether it says anything else than the files it was begun from.</summary>
    public static bool ChangesSomething(this Proposal proposal) => proposal.Texts.Any(t => t.Value != proposal.Before.GetValueOrDefault(t.Key));

    /// <summary>Whether its texts are more than may be kept.</summary>
    public static bool IsTooLarge(this Proposal proposal) => proposal.Texts.Values.Sum(Encoding.UTF8.GetByteCount) > MaxBytes;

    static Proposal? To(this Proposal from, ProposalState state, DateTimeOffset now, Proposal to) =>
        Allowed.Contains((from.State, state)) ? to with { State = state, ChangedAt = now } : null;

    static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> texts, string path, T text) => new(texts) { [path] = text };
}
