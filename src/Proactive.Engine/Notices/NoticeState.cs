namespace Proactive.Engine.Notices;

/// <summary>Where a notice stands. Sent: a relay has taken it over. Delivered: a receipt came.</summary>
public enum NoticeState { Planned, Held, Sending, Sent, Delivered, Bounced, Failed, Suppressed, Cancelled, Expired, OutcomeUnknown }

/// <summary>The moves a notice may make. Any other is a bug.</summary>
public static class NoticeMoves
{
    static readonly Dictionary<NoticeState, NoticeState[]> Allowed = new()
    {
        [NoticeState.Planned] = [NoticeState.Held, NoticeState.Sending, NoticeState.Suppressed, NoticeState.Cancelled, NoticeState.Expired, NoticeState.Failed],
        [NoticeState.Held] = [NoticeState.Planned, NoticeState.Sending, NoticeState.Suppressed, NoticeState.Cancelled, NoticeState.Expired, NoticeState.Failed],
        // Back to planned: the relay asked to try again, or the next channel is to be tried.
        [NoticeState.Sending] = [NoticeState.Sent, NoticeState.Planned, NoticeState.Failed, NoticeState.OutcomeUnknown, NoticeState.Suppressed],
        [NoticeState.OutcomeUnknown] = [NoticeState.Sending, NoticeState.Sent, NoticeState.Delivered, NoticeState.Bounced, NoticeState.Planned],
        [NoticeState.Sent] = [NoticeState.Delivered, NoticeState.Bounced],
        [NoticeState.Bounced] = [NoticeState.Planned],
        [NoticeState.Delivered] = [],
        // Back to planned: a person has it sent again.
        [NoticeState.Failed] = [NoticeState.Planned],
        [NoticeState.Suppressed] = [],
        // What was cancelled may be owed again: a correction gives back a step that another one had taken.
        [NoticeState.Cancelled] = [NoticeState.Planned],
        [NoticeState.Expired] = [NoticeState.Planned],
    };

    public static bool Allows(NoticeState from, NoticeState to) => Allowed[from].Contains(to);

    /// <summary>True while it has not been handed to a channel and may still go out.</summary>
    public static bool IsWaiting(this NoticeState state) => state is NoticeState.Planned or NoticeState.Held;

    /// <summary>True if it did not reach the citizen, or nobody knows, and only a person can have it sent again.</summary>
    public static bool IsDead(this NoticeState state) => state is NoticeState.Failed or NoticeState.Bounced or NoticeState.Expired or NoticeState.OutcomeUnknown;

    /// <summary>True if it is looked at when its time comes: to be sent, to go on by the next channel, or to be repeated once because nobody knows whether it arrived.</summary>
    public static bool ComesUp(this NoticeState state) => state.IsWaiting() || state is NoticeState.Sending or NoticeState.OutcomeUnknown or NoticeState.Bounced;

    /// <summary>True if the citizen has it or may have it.</summary>
    public static bool MayHaveArrived(this NoticeState state) =>
        state is NoticeState.Sending or NoticeState.Sent or NoticeState.Delivered or NoticeState.OutcomeUnknown;
}
