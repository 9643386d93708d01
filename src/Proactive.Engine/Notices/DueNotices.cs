using System.Collections.Immutable;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>Takes from a citizen's notices those that go out now, and settles the others that are due: suppressed, held, postponed or expired. Pure.</summary>
public sealed class DueNotices
{
    /// <summary>More than this many messages a day go to nobody, whatever the rules say.</summary>
    public const int MaxPerDay = 5;

    static readonly TimeSpan HeldUntilAskedAgain = TimeSpan.FromHours(24);
    static readonly TimeSpan ReminderUsefulFor = TimeSpan.FromDays(14);
    static readonly TimeSpan OthersUsefulFor = TimeSpan.FromDays(90);

    readonly ImmutableArray<Journey> _journeys;
    readonly Readers _readers;
    readonly RuleShelf _rules;
    readonly DateTimeOffset _now;
    ImmutableArray<Notice> _notices;

    DueNotices(ImmutableArray<Notice> notices, ImmutableArray<Journey> journeys, Readers readers, RuleShelf rules, DateTimeOffset now) =>
        (_notices, _journeys, _readers, _rules, _now) = (notices, journeys, readers, rules, now);

    /// <summary>The notices afterwards; those to hand to a channel are in state Sending, of which those told in another's message name it.</summary>
    public static ImmutableArray<Notice> Take(
        ImmutableArray<Notice> notices, ImmutableArray<Journey> journeys, Readers readers, RuleShelf rules, DateTimeOffset now) =>
        new DueNotices(notices, journeys, readers, rules, now).Take();

    ImmutableArray<Notice> Take()
    {
        var due = _notices.Where(n => n.State.IsWaiting() && n.Due <= _now).OrderBy(n => n.Due).ThenBy(n => n.Id, StringComparer.Ordinal).ToList();
        foreach (var notice in due)
            Replace(notice, GuideOf(notice) is { } guide ? Settle(notice, guide) : notice.Again(_now + HeldUntilAskedAgain).To(NoticeState.Held, "not-in-rule-book"));
        RepeatUnknown();
        _notices = new Bundle(GuideOf, _readers).Of(_notices, _now);
        foreach (var id in due.Select(n => n.Id).Reverse()) KeepWithinDay(_notices.First(n => n.Id == id));
        return _notices;
    }

    Guide? GuideOf(Notice notice) => _journeys.First(j => j.Id == notice.JourneyId) is var journey ? _rules.Guide(journey.RuleBook, journey.Guide) : null;

    void Replace(Notice before, Notice after) => _notices = _notices.Replace(before, after);

    // A message that is one too many today waits for tomorrow, the last due first, with all it tells of.
    void KeepWithinDay(Notice notice)
    {
        if (notice is not { State: NoticeState.Sending, ToldIn: null } || GuideOf(notice)!.Country is not { } country) return;
        var today = country.Today(_now);
        if (_notices.Count(n => n.ToldIn is null && (n.State == NoticeState.Sending || (n.SentAt is { } sent && country.Today(sent) == today))) <= MaxPerDay) return;
        var tomorrow = WallTime.Of(OfficeWindow.OnOrAfter(country, today.AddDays(1).ToDateTime(TimeOnly.MinValue)), country.Zone).ToInstant();
        foreach (var told in _notices.Where(n => n.State == NoticeState.Sending && (n.Id == notice.Id || n.ToldIn == notice.Id)).ToList()) Replace(told, told.Again(tomorrow, "daily-limit"));
    }

    // One repetition with the same Message-ID, and so with all that the message told; whatever stands against it now leaves the outcome unknown for good.
    void RepeatUnknown()
    {
        foreach (var notice in _notices.Where(n => n.State == NoticeState.OutcomeUnknown && n.Due <= _now).OrderBy(n => n.ToldIn is not null).ToList())
        {
            var guide = GuideOf(notice);
            var local = guide?.Country.LocalTime(_now) ?? default;
            if (guide is not null && OfficeWindow.OnOrAfter(guide.Country, local) is var open && open > local)
                Replace(notice, notice with { Due = WallTime.Of(open, guide.Country.Zone).ToInstant() });
            else if (guide is not null && !notice.Repeated && IsItsMessageRepeated(notice) && StillHelps(notice) && Guards.Judge(guide, _readers, DateOnly.FromDateTime(local)) is Verdict.Pass)
                Replace(notice, notice.To(NoticeState.Sending) with { Due = _now, Repeated = true });
            else
                Replace(notice, notice with { Due = DateTimeOffset.MaxValue });
        }
    }

    // A reminder of what has been done since does not.
    bool StillHelps(Notice notice) =>
        notice.Kind != NoticeKind.Reminder || _journeys.First(j => j.Id == notice.JourneyId).Steps.Any(s => notice.Steps.Contains(s.Id) && s.State.IsOpen());

    bool IsItsMessageRepeated(Notice notice) => notice.ToldIn is null || _notices.Any(n => n.Id == notice.ToldIn && n is { State: NoticeState.Sending, Repeated: true });

    Notice Settle(Notice notice, Guide guide)
    {
        // The zone's rules have changed since it was planned: the clock on the wall has not come so far.
        if (notice.Intent.ToInstant() is var intended && intended > _now) return notice.Again(intended);
        var usefulFor = notice.Kind == NoticeKind.Reminder ? ReminderUsefulFor : OthersUsefulFor;
        if (_now > (notice.ResentAt ?? notice.Intent.ToInstant()) + usefulFor) return notice.To(NoticeState.Expired, "too-late-to-help");
        var local = guide.Country.LocalTime(_now);
        var open = OfficeWindow.OnOrAfter(guide.Country, local);
        if (open > local) return notice.Again(WallTime.Of(open, guide.Country.Zone).ToInstant(), "office-hours");
        return Guards.Judge(guide, _readers, DateOnly.FromDateTime(local)) switch
        {
            Verdict.Suppress(var reason) => notice.To(NoticeState.Suppressed, reason),
            Verdict.Hold(var reason) => notice.Again(_now + HeldUntilAskedAgain).To(NoticeState.Held, reason),
            _ => notice.To(NoticeState.Sending) with { Due = _now, ToldIn = null },
        };
    }
}
