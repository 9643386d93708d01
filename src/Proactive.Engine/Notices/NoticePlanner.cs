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
        foreach (var notice in existing.Where(n => n.State.IsWaiting()))
        {
            if (StandsForOthers(notice, journey)) continue;
            if (!owed.TryGetValue(notice.Id, out var now)) notices = notices.Replace(notice, notice.To(NoticeState.Cancelled, ReasonOf(journey)));
            else notices = notices.Replace(notice, Moved(notice, now));
        }

        var known = existing.Select(n => n.Id).ToHashSet();
        return notices.AddRange(owed.Values.Where(n => !known.Contains(n.Id)));
    }

    // A reminder that took others along and has to be tried again is the only one left to tell of their steps.
    static bool StandsForOthers(Notice notice, Journey journey) =>
        notice is { Kind: NoticeKind.Reminder, Steps.Length: > 1 } && journey.State == JourneyState.Active
        && journey.Steps.Any(s => notice.Steps.Contains(s.Id) && s.State.IsOpen());

    // A waiting notice tells what the journey is by then; a reminder that takes others along keeps them.
    static Notice Moved(Notice waiting, Notice owed)
    {
        if (waiting.Kind != NoticeKind.Reminder) waiting = waiting with { Steps = owed.Steps };
        return owed.Intent == waiting.Intent ? waiting : waiting with { Intent = owed.Intent, Due = owed.Due };
    }

    static IEnumerable<Notice> Owed(Journey journey, List<Notice> existing, Country country)
    {
        var start = existing.FirstOrDefault(n => n.Kind == NoticeKind.Start);
        var started = start?.State.MayHaveArrived() == true;
        var told = LastRevision(existing, NoticeKind.Start, NoticeKind.Change) ?? 0;
        var completed = LastRevision(existing, NoticeKind.Completion);
        switch (journey.State)
        {
            case JourneyState.Active:
                return Active(journey, start, started, told, country);
            // Completed again only if something was told since: what nobody heard of needs no second thanks.
            case JourneyState.Completed when started && !(completed >= told):
                return [New(journey, NoticeKind.Completion, null, journey.Revision, OfficeWindow.OnOrAfter(country, journey.ChangedAt + BeforeCompletion), [])];
            case JourneyState.Withdrawn when existing.Any(n => n.State.MayHaveArrived()):
                return [New(journey, NoticeKind.Withdrawal, null, 0, OfficeWindow.OnOrAfter(country, journey.ChangedAt), [])];
            default:
                return [];
        }
    }

    static IEnumerable<Notice> Active(Journey journey, Notice? start, bool started, int told, Country country)
    {
        var first = started ? start!.Intent : OfficeWindow.OnOrAfter(country, journey.NotBefore);
        yield return New(journey, NoticeKind.Start, null, 0, first, [.. journey.Steps.Select(s => s.Id)]);
        // What went out before the last revision is no longer right; a start that had not gone out tells of it itself.
        if (started && journey.Revision > told)
            yield return New(journey, NoticeKind.Change, null, journey.Revision, OfficeWindow.OnOrAfter(country, journey.NotBefore), [.. journey.Steps.Select(s => s.Id)]);
        foreach (var step in journey.Steps.Where(s => s.State.IsOpen() && !s.Automatic))
        {
            for (var number = 0; number < step.Reminders.Length; number++)
            {
                var local = OfficeWindow.OnOrAfter(country, step.Reminders[number].ToDateTime(country.OfficeHours.From));
                if (local > first.Date.ToDateTime(first.Time))
                    yield return New(journey, NoticeKind.Reminder, step.Id, number, WallTime.Of(local, country.Zone), [step.Id]);
            }
        }
    }

    // The latest revision that notices of these kinds have told the citizen of.
    static int? LastRevision(List<Notice> notices, params NoticeKind[] kinds) =>
        notices.Where(n => kinds.Contains(n.Kind) && n.State.MayHaveArrived()).Max(n => (int?)n.Revision);

    static Notice New(Journey journey, NoticeKind kind, string? step, int number, WallTime intent, ImmutableArray<string> steps) =>
        new(Notice.IdOf(journey.Id, kind, step, number), journey.Id, kind, step, number, intent, intent.ToInstant(), NoticeState.Planned, steps);

    static string ReasonOf(Journey journey) => journey.State switch
    {
        JourneyState.Withdrawn => "event-annulled",
        JourneyState.Completed => "all-done",
        JourneyState.Expired => "too-old",
        _ => "step-done",
    };
}
