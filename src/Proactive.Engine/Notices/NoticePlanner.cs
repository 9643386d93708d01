using System.Collections.Immutable;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>
/// Which notices a journey owes, given what it is now and what has gone out: adds the missing, moves those whose date moved,
/// cancels those no longer owed. Run after every change; running it twice changes nothing.
/// </summary>
public static class NoticePlanner
{
    static readonly TimeSpan BeforeCompletion = TimeSpan.FromHours(1);

    public static ImmutableArray<Notice> Plan(Journey journey, ImmutableArray<Notice> notices, Country country)
    {
        var existing = notices.Where(n => n.JourneyId == journey.Id).ToList();
        var owed = Owed(journey, existing, country).ToDictionary(n => n.Id);
        foreach (var notice in existing.Where(n => n.State.IsWaiting() || n.State == NoticeState.Cancelled))
        {
            if (StandsForOthers(notice, journey)) continue;
            if (owed.TryGetValue(notice.Id, out var now)) notices = notices.Replace(notice, notice.State == NoticeState.Cancelled ? now : Moved(notice, now));
            else if (notice.State != NoticeState.Cancelled) notices = notices.Replace(notice, notice.To(NoticeState.Cancelled, ReasonOf(notice, journey)));
        }

        var known = existing.Select(n => n.Id).ToHashSet();
        return notices.AddRange(owed.Values.Where(n => !known.Contains(n.Id)));
    }

    // A reminder that took others along and has to be tried again is the only one left to tell of their steps.
    static bool StandsForOthers(Notice notice, Journey journey) =>
        notice is { Kind: NoticeKind.Reminder, Steps.Length: > 1 } && notice.State.IsWaiting() && journey.State == JourneyState.Active
        && journey.Steps.Any(s => notice.Steps.Contains(s.Id) && s.State.IsOpen());

    // A waiting notice tells what the journey is by then; a reminder that takes others along keeps them.
    static Notice Moved(Notice waiting, Notice owed)
    {
        if (waiting.Kind != NoticeKind.Reminder) waiting = waiting with { Steps = owed.Steps };
        return owed.Intent == waiting.Intent ? waiting : waiting with { Intent = owed.Intent, Due = owed.Due };
    }

    static IEnumerable<Notice> Owed(Journey journey, List<Notice> existing, Country country)
    {
        var told = existing.Where(n => n.Kind is NoticeKind.Start or NoticeKind.Change && n.State.MayHaveArrived()).MaxBy(n => n.Revision);
        var completed = existing.Where(n => n.Kind == NoticeKind.Completion && n.State.MayHaveArrived()).Max(n => (int?)n.Revision);
        switch (journey.State)
        {
            case JourneyState.Active:
                return Active(journey, told, country);
            // Completed again only if something was told since: what nobody heard of needs no second thanks.
            case JourneyState.Completed when told is not null && !(completed >= told.Revision):
                return [New(journey, NoticeKind.Completion, null, journey.Revision, OfficeWindow.OnOrAfter(country, journey.ChangedAt + BeforeCompletion), [])];
            case JourneyState.Withdrawn when existing.Any(n => n.State.MayHaveArrived()):
                return [New(journey, NoticeKind.Withdrawal, null, 0, OfficeWindow.OnOrAfter(country, journey.ChangedAt), [])];
            default:
                return [];
        }
    }

    static IEnumerable<Notice> Active(Journey journey, Notice? told, Country country)
    {
        if (told is null && !journey.Steps.Any(s => s.State.IsOpen())) yield break;
        // What went out before the last revision is no longer right; a start that had not gone out tells of it itself.
        var whole = told is null || journey.Revision > told.Revision
            ? New(journey, told is null ? NoticeKind.Start : NoticeKind.Change, null, told is null ? 0 : journey.Revision, OfficeWindow.OnOrAfter(country, journey.NotBefore), [.. journey.Steps.Select(s => s.Id)])
            : told;
        if (whole != told) yield return whole;
        foreach (var step in journey.Steps.Where(s => s.State.IsOpen() && !s.Automatic))
        {
            for (var number = 0; number < step.Reminders.Length; number++)
            {
                var local = OfficeWindow.OnOrAfter(country, step.Reminders[number].ToDateTime(country.OfficeHours.From));
                // What the whole list tells of at that moment or later needs no reminder of its own.
                if (local > whole.Intent.Date.ToDateTime(whole.Intent.Time))
                    yield return New(journey, NoticeKind.Reminder, step.Id, number, WallTime.Of(local, country.Zone), [step.Id]);
            }
        }
    }

    static Notice New(Journey journey, NoticeKind kind, string? step, int number, WallTime intent, ImmutableArray<string> steps) =>
        new(Notice.IdOf(journey.Id, kind, step, number), journey.Id, kind, step, number, intent, intent.ToInstant(), NoticeState.Planned, steps);

    static string ReasonOf(Notice notice, Journey journey) => (journey.State, notice.Kind) switch
    {
        (JourneyState.Withdrawn, _) => "event-annulled",
        (JourneyState.Completed, _) => "all-done",
        (JourneyState.Expired, _) => "too-old",
        (JourneyState.Joined, _) => "joined-another",
        (_, NoticeKind.Reminder) when journey.Steps.Any(s => s.Id == notice.Step && s.State.IsOpen()) => "told-with-the-rest",
        (_, NoticeKind.Reminder) => "step-done",
        (_, NoticeKind.Start) => "nothing-to-do",
        _ => "changed-again",
    };
}
