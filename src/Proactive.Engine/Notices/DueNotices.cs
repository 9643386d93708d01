using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>Takes from a citizen's notices those that go out now, and settles the others that are due: suppressed, held, postponed or expired. Pure.</summary>
public static class DueNotices
{
    /// <summary>More than this many notices a day go to nobody, whatever the rules say.</summary>
    public const int MaxPerDay = 5;

    static readonly TimeSpan HeldUntilAskedAgain = TimeSpan.FromHours(24);
    static readonly TimeSpan ReminderUsefulFor = TimeSpan.FromDays(14);
    static readonly TimeSpan OthersUsefulFor = TimeSpan.FromDays(90);

    /// <summary>The notices afterwards; those to hand to a channel are in state Sending.</summary>
    public static ImmutableArray<Notice> Take(
        ImmutableArray<Notice> notices, ImmutableArray<Journey> journeys, Person? person, RuleShelf rules, DateTimeOffset now)
    {
        foreach (var notice in notices.Where(n => n.State.IsWaiting() && n.Due <= now).OrderBy(n => n.Due).ThenBy(n => n.Id, StringComparer.Ordinal))
        {
            var journey = journeys.First(j => j.Id == notice.JourneyId);
            var settled = rules.Guide(journey.RuleBook, journey.Guide) is { } guide
                ? Settle(notice, notices, guide, person, now)
                : notice.Again(now + HeldUntilAskedAgain).To(NoticeState.Held, "not-in-rule-book");
            notices = notices.Replace(notice, settled);
        }

        return BundleReminders(RepeatUnknown(notices, journeys, person, rules, now), now);
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

    static Notice Settle(Notice notice, ImmutableArray<Notice> notices, Guide guide, Person? person, DateTimeOffset now)
    {
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

        var sentToday = notices.Count(n => n.State == NoticeState.Sending || (n.SentAt is { } sent && guide.Country.Today(sent) == today));
        if (sentToday >= MaxPerDay)
        {
            var tomorrow = OfficeWindow.OnOrAfter(guide.Country, today.AddDays(1).ToDateTime(TimeOnly.MinValue));
            return notice.Again(WallTime.Of(tomorrow, guide.Country.Zone).ToInstant(), "daily-limit");
        }

        return notice.To(NoticeState.Sending) with { Due = now };
    }

    // One message about all that is open, rather than one a step.
    static ImmutableArray<Notice> BundleReminders(ImmutableArray<Notice> notices, DateTimeOffset now)
    {
        var groups = notices.Where(n => n is { Kind: NoticeKind.Reminder, State: NoticeState.Sending } && n.Due == now).GroupBy(n => n.JourneyId);
        foreach (var group in groups.Where(g => g.Count() > 1).Select(g => g.ToList()).ToList())
        {
            notices = notices.Replace(group[0], group[0] with { Steps = [.. group.SelectMany(n => n.Steps).Distinct()] });
            foreach (var other in group.Skip(1)) notices = notices.Replace(other, other.To(NoticeState.Suppressed, $"told-in-{group[0].Reference}"));
        }

        return notices;
    }
}
