using System.Collections.Immutable;
using System.Globalization;

namespace Proactive.Engine.Notices;

/// <summary>Why a notice goes out.</summary>
public enum NoticeKind { Start, Reminder, Change, Withdrawal, Completion }

/// <summary>What kinds of notices have in common.</summary>
public static class NoticeKinds
{
    /// <summary>True if there may be something to do for the reader.</summary>
    public static bool TellsSteps(this NoticeKind kind) => kind is NoticeKind.Start or NoticeKind.Reminder or NoticeKind.Change;
}

/// <summary>One message owed to a citizen.</summary>
/// <param name="Step">The step a reminder was planned for; null for the other kinds.</param>
/// <param name="Number">Tells apart notices of the same kind: the step's second reminder, the second change.</param>
/// <param name="Intent">The local moment it was planned for.</param>
/// <param name="Due">When it is next looked at: the intent, later if it was postponed, held or is tried again.</param>
/// <param name="Steps">What it is about; for a reminder that takes others with it, their steps too.</param>
/// <param name="Reason">Why it is in its state, in kebab case, where that needs one.</param>
/// <param name="Channel">Where it was handed over, or is being.</param>
/// <param name="Revision">The revision of the journey it told of, once it went out.</param>
/// <param name="Repeated">True once a try whose outcome nobody knows has been repeated; it is repeated only once.</param>
/// <param name="ToldIn">The notice whose message tells of this one, too; null: it has a message of its own.</param>
/// <param name="Told">The steps as the message told them, for those that tell the whole list.</param>
/// <param name="ResentAt">When a person had it sent again: what was tried before counts no more.</param>
public sealed record Notice(
    string Id, string JourneyId, NoticeKind Kind, string? Step, int Number, WallTime Intent, DateTimeOffset Due,
    NoticeState State, ImmutableArray<string> Steps, string? Reason = null, string? Channel = null, DateTimeOffset? SentAt = null, bool Repeated = false, int Revision = 0, DateTimeOffset? ResentAt = null,
    string? ToldIn = null, ImmutableArray<ToldStep>? Told = null)
{
    /// <summary>The id of a journey's notice: planning it twice gives the same one.</summary>
    public static string IdOf(string journeyId, NoticeKind kind, string? step, int number) =>
        DerivedId.Of("notice", journeyId, kind.ToString(), step ?? "", number.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is printed in the message so that staff can find it: the first 8 digits of the id in two groups.</summary>
    public string Reference => ReferenceOf(Id);

    public static string ReferenceOf(string noticeId) => $"{noticeId[..4]}-{noticeId[4..8]}".ToUpperInvariant();

    public Notice To(NoticeState state, string? reason = null)
    {
        if (state != State && !NoticeMoves.Allows(State, state)) throw new InvalidOperationException($"A notice cannot go from {State} to {state}.");
        return this with { State = state, Reason = reason };
    }

    /// <summary>Waits again, until <paramref name="due"/>.</summary>
    public Notice Again(DateTimeOffset due, string? reason = null) => To(NoticeState.Planned, reason) with { Due = due };
}
