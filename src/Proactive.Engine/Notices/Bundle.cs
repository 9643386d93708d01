using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>Makes fewer messages of notices that go out at the same moment. Pure.</summary>
/// <param name="guideOf">The guide of a notice that goes out.</param>
sealed class Bundle(Func<Notice, Guide?> guideOf, Readers readers)
{
    /// <summary>More life events than this in one message nobody reads.</summary>
    public const int MaxTogether = 5;

    public ImmutableArray<Notice> Of(ImmutableArray<Notice> notices, DateTimeOffset now)
    {
        foreach (var group in Fresh(notices, now).GroupBy(n => n.JourneyId).ToList()) notices = TellOnce(notices, [.. group]);
        var together = Fresh(notices, now).Where(n => n.Kind is NoticeKind.Start or NoticeKind.Change or NoticeKind.Reminder && !guideOf(n)!.Discreet)
            // Whole lists before reminders, what was planned first before the rest.
            .OrderBy(n => n.Kind == NoticeKind.Reminder).ThenBy(n => n.Intent.ToInstant()).ThenBy(n => n.Id, StringComparer.Ordinal)
            .GroupBy(n => (guideOf(n)!.Country.Id, ReaderOf(n, now)?.Id)).SelectMany(g => g.Chunk(MaxTogether));
        foreach (var message in together.ToList())
            foreach (var other in message.Skip(1)) notices = notices.Replace(other, other with { ToldIn = message[0].Id });
        return notices;
    }

    // A repetition says what it said the first time.
    static IEnumerable<Notice> Fresh(ImmutableArray<Notice> notices, DateTimeOffset now) => notices.Where(n => n.State == NoticeState.Sending && n.Due == now && !n.Repeated);

    Person? ReaderOf(Notice notice, DateTimeOffset now) => guideOf(notice) is { } guide && Guards.Judge(guide, readers, guide.Country.Today(now)) is Verdict.Pass(var reader) ? reader : null;

    // One message about all that is open in a journey, rather than one a step; none if the whole list goes out at the same time.
    static ImmutableArray<Notice> TellOnce(ImmutableArray<Notice> notices, List<Notice> group)
    {
        var reminders = group.Where(n => n.Kind == NoticeKind.Reminder).ToList();
        if (reminders.Count == 0) return notices;
        var whole = group.FirstOrDefault(n => n.Kind is NoticeKind.Start or NoticeKind.Change);
        var telling = whole ?? reminders[0] with { Steps = [.. reminders.SelectMany(n => n.Steps).Distinct()] };
        if (whole is null && reminders.Count > 1) notices = notices.Replace(reminders[0], telling);
        foreach (var other in reminders.Where(n => n.Id != telling.Id)) notices = notices.Replace(other, other.To(NoticeState.Suppressed, $"told-in-{telling.Reference}"));
        return notices;
    }
}
