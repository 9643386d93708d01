using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;

namespace Proactive.Engine.Storage;

/// <summary>One line of the delivery log: a notice changed its state.</summary>
public sealed record LogEntry(
    DateTimeOffset At, CitizenKey Citizen, string NoticeId, string Guide, NoticeKind Kind, string? Step, NoticeState State, string? Channel, string? Reason)
{
    /// <summary>Stands in lines of citizens who were erased since.</summary>
    public static CitizenKey ErasedCitizen { get; } = new("erased");

    /// <summary>What to write to the log when <paramref name="before"/> becomes <paramref name="after"/>. Planning and claiming are not deliveries and leave no line.</summary>
    public static IReadOnlyList<LogEntry> Between(CitizenFile before, CitizenFile after, DateTimeOffset at)
    {
        var states = before.Notices.ToDictionary(n => n.Id, n => (n.State, n.Reason));
        return
        [
            .. after.Notices
                .Where(n => states.GetValueOrDefault(n.Id, (NoticeState.Planned, null)) != (n.State, n.Reason) && n.State != NoticeState.Sending)
                .Where(n => n.State != NoticeState.Planned || n.Reason is not null)
                .Select(n => new LogEntry(at, after.Key, n.Id, after.Journeys.First(j => j.Id == n.JourneyId).Guide, n.Kind, n.Step, n.State, n.Channel, n.Reason)),
        ];
    }
}

/// <summary>Which lines of the delivery log are wanted; null: all.</summary>
/// <param name="NoticeId">A notice's id or the beginning of it, as its reference has it.</param>
/// <param name="Until">Lines from before this moment.</param>
public sealed record LogQuery(
    CitizenKey? Citizen = null, string? NoticeId = null, NoticeState? State = null, DateTimeOffset? Since = null,
    DateTimeOffset? Until = null, string? Channel = null, string? Guide = null)
{
    /// <summary>Whether a line is one of those that are wanted.</summary>
    public bool Matches(LogEntry line) =>
        (Citizen ?? line.Citizen) == line.Citizen && line.NoticeId.StartsWith(NoticeId ?? "", StringComparison.Ordinal) && (State ?? line.State) == line.State
        && line.At >= (Since ?? line.At) && !(line.At >= Until) && (Channel ?? line.Channel) == line.Channel && (Guide ?? line.Guide) == line.Guide;
}

/// <summary>A page of the delivery log, newest first.</summary>
/// <param name="Next">To be given as <c>before</c> for the next page; null: this is the last.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Lines, long? Next);
