namespace Proactive.Engine.Oversight;

/// <summary>How far a proposed change of the rules is. Draft: its author still works on it. Submitted: it waits for a second person.</summary>
public enum ProposalState { Draft, Submitted, Live, Declined, Withdrawn }

/// <summary>A change of an agency's rule files, from draft to live. Kept for good: it says who wrote it, who approved it and when.</summary>
/// <param name="Agency">Whose files they are, e.g. <c>dk.municipality</c>.</param>
/// <param name="Base">Hash of the rule book it was begun from.</param>
/// <param name="Texts">The files it changes, path below the rules folder to new text.</param>
/// <param name="Before">The same files as they were when it was begun; null: the file is new.</param>
/// <param name="Why">The author's words for whoever approves.</param>
/// <param name="Author">Who wrote it; nobody approves what they wrote.</param>
/// <param name="DecidedBy">Who approved or declined it.</param>
/// <param name="LiveAs">Hash of the rule book in which it went live.</param>
/// <param name="Version">0: never saved. A save states the version it was made from and fails if another came first.</param>
public sealed record Proposal(
    string Id, string Agency, string Base, IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, string?> Before, string Why,
    ProposalState State, string Author, DateTimeOffset ChangedAt, string? DecidedBy = null, string? Decision = null, string? LiveAs = null, long Version = 0);
