using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>Takes from a citizen's notices those that go out now, and settles the others that are due: suppressed, held, postponed or expired. Pure.</summary>
public static class DueNotices
{
    /// <summary>More than this many messages a day go to nobody, whatever the rules say.</summary>
    public const int MaxPerDay = 5;

    static readonly TimeSpan HeldUntilAskedAgain = TimeSpan.FromHours(24);
    static readonly TimeSpan ReminderUsefulFor = TimeSpan.FromDays(14);
    static readonly TimeSpan OthersUsefulFor = TimeSpan.FromDays(90);

    /// <summary>The notices afterwards; those to hand to a channel are in state Sending.</summary>
    public static ImmutableArray<Notice> Take(
        ImmutableArray<Notice> notices, ImmutableArray<Journey> journeys, Person? person, RuleShelf rules, DateTimeOffset now)
    {
        var due = notices.Where(n => n.State.IsWaiting() && n.Due <= now).OrderBy(n => n.Due).ThenBy(n => n.Id, StringComparer.Ordinal).ToList();
        foreach (var notice in due)
        {
            var settled = GuideOf(notice) is { } guide
                ? Settle(notice, guide, person, now)
                : notice.Again(now + HeldUntilAskedAgain).To(NoticeState.Held, "not-in-rule-book");
            notices = notices.Replace(notice, settled);
        }

        notices = Bundle(RepeatUnknown(notices, journeys, person, rules, now), now);
        foreach (var id in due.Select(n => n.Id).Reverse())
        {
            var notice = notices.First(n => n.Id == id);
            if (notice.State == NoticeState.Sending && PostponedBy(notice, notices, GuideOf(notice)!.Country, now) is { } tomorrow) notices = notices.Replace(notice, notice.Again(tomorrow, "daily-limit"));
        }

        return notices;

        Guide? GuideOf(Notice notice) => journeys.First(j => j.Id == notice.JourneyId) is var journey ? rules.Guide(journey.RuleBook, journey.Guide) : null;
    }

    // When a message may go that is one too many today, the last due first.
    static DateTimeOffset? PostponedBy(Notice notice, ImmutableArray<Notice> notices, Country country, DateTimeOffset now)
    {
        var today = country.Today(now);
        if (notices.Count(n => n.State == NoticeState.Sending || (n.SentAt is { } sent && country.Today(sent) == today)) <= MaxPerDay) return null;
        return WallTime.Of(OfficeWindow.OnOrAfter(country, today.AddDays(1).ToDateTime(TimeOnly.MinValue)), country.Zone).ToInstant();
    }

    // One repetition with the same Message-ID; whatever stands against it now leaves the outcome unknown for good.
    static ImmutableArray<Notice> RepeatUnknown(
        ImmutableArray<Notice> notices, ImmutableArray<Journey> journeys, Person? person, RuleShelf rules, DateTimeOffset now)
    {
        foreach (var notice in notices.Where(n => n.State == NoticeState.OutcomeUnknown && n.Due <= now).ToList())
        {
            var journey = journeys.First(j => j.Id == notice.JourneyId);
            var guide = rules.Guide(journey.RuleBook, journey.Guide);
            var local = guide?.Country.LocalTime(now) ?? default;
            if (guide is not null && OfficeWindow.OnOrAfter(guide.Country, local) is var open && open > local)
                notices = notices.Replace(notice, notice with { Due = WallTime.Of(open, guide.Country.Zone).ToInstant() });
            else if (guide is not null && !notice.Repeated && Guards.Judge(notice, guide, person, DateOnly.FromDateTime(local)) is Verdict.Pass)
                notices = notices.Replace(notice, notice.To(NoticeState.Sending) with { Due = now, Repeated = true });
            else
                notices = notices.Replace(notice, notice with { Due = DateTimeOffset.MaxValue });
        }

        return notices;
    }

    static Notice Settle(Notice notice, Guide guide, Person? person, DateTimeOffset now)
    {
        // The zone's rules have changed since it was planned: the clock on the wall has not come so far.
        if (notice.Intent.ToInstant() is var intended && intended > now) return notice.Again(intended);
        var usefulFor = notice.Kind == NoticeKind.Reminder ? ReminderUsefulFor : OthersUsefulFor;
        if (now > (notice.ResentAt ?? notice.Intent.ToInstant()) + usefulFor) return notice.To(NoticeState.Expired, "too-late-to-help");
        var local = guide.Country.LocalTime(now);
        var open = OfficeWindow.OnOrAfter(guide.Country, local);
        if (open > local) return notice.Again(WallTime.Of(open, guide.Country.Zone).ToInstant(), "office-hours");
        var today = DateOnly.FromDateTime(local);
        switch (Guards.Judge(notice, guide, person, today))
        {
            case Verdict.Suppress(var reason):
                return notice.To(NoticeState.Suppressed, reason);
            case Verdict.Hold(var reason):
                return notice.Again(now + HeldUntilAskedAgain).To(NoticeState.Held, reason);
        }

        return notice.To(NoticeState.Sending) with { Due = now };
    }

    // One message about all that is open, rather than one a step; none if the whole list goes out at the same time.
    static ImmutableArray<Notice> Bundle(ImmutableArray<Notice> notices, DateTimeOffset now)
    {
        foreach (var group in notices.Where(n => n.State == NoticeState.Sending && n.Due == now).GroupBy(n => n.JourneyId).ToList())
        {
            var reminders = group.Where(n => n.Kind == NoticeKind.Reminder).ToList();
            if (reminders.Count == 0) continue;
            var whole = group.FirstOrDefault(n => n.Kind is NoticeKind.Start or NoticeKind.Change);
            var telling = whole ?? reminders[0] with { Steps = [.. reminders.SelectMany(n => n.Steps).Distinct()] };
            if (whole is null && reminders.Count > 1) notices = notices.Replace(reminders[0], telling);
            foreach (var other in reminders.Where(n => n.Id != telling.Id)) notices = notices.Replace(other, other.To(NoticeState.Suppressed, $"told-in-{telling.Reference}"));
        }

        return notices;
    }
}
