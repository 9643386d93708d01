using Proactive.Engine.Delivery;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Web.Administration.Parts;

namespace Proactive.Web.Administration.Log;

/// <summary>Something that happened to a notice, or is to happen.</summary>
/// <param name="What">Key of its words.</param>
/// <param name="Number">Which try; 0: it is none.</param>
/// <param name="Reason">As the engine writes it.</param>
/// <param name="Quote">A name or somebody's words, shown as they are.</param>
public sealed record Moment(DateTimeOffset At, string What, string? Channel = null, string? Reason = null, string? Quote = null, int Number = 0);

/// <summary>A notice's way from the event to the receipt, out of everything that is kept of it. Pure.</summary>
static class NoticeTimeline
{
    const string InLetterBatch = "administration.in-letter-batch";

    /// <summary>The moments in their order, what is still to come last.</summary>
    /// <param name="notice">Null: its citizen was erased, and only the log is left.</param>
    /// <param name="lines">The delivery log's lines about it.</param>
    /// <param name="audit">What staff did with it.</param>
    public static IReadOnlyList<Moment> Of(CitizenFile file, Notice? notice, IEnumerable<LogEntry> lines, IEnumerable<AuditLine> audit)
    {
        var moments = new List<Moment>();
        if (notice is not null) moments.AddRange(EventsOf(file, file.Journeys.First(j => j.Id == notice.JourneyId)));
        if (notice is not null) moments.Add(new Moment(notice.Intent.ToInstant(), "administration.planned-for", Quote: $"{notice.Intent.Date:yyyy-MM-dd} {notice.Intent.Time:HH:mm} {notice.Intent.Zone}"));
        if (notice?.State.IsWaiting() == true && notice.Due > notice.Intent.ToInstant()) moments.Add(new Moment(notice.Due, "administration.comes-up"));
        moments.AddRange(file.Attempts.Where(a => a.NoticeId == notice?.Id).Select(Tried));
        moments.AddRange(lines.Select(l => new Moment(l.At, $"administration.state-{StaffWords.CodeOf(l.State)}", l.Channel, l.Reason)));
        moments.AddRange(audit.Select(l => new Moment(l.Entry.At, "administration.did", Quote: $"{l.Entry.Who} ({l.Entry.Role}): {l.Entry.What}{(l.Entry.Why is { } why ? $". {why}" : "")}")));
        return [.. moments.OrderBy(m => m.At).ThenBy(Rank)];
    }

    // Of the same moment: what leads to a try stands before it, and what comes of it after.
    static int Rank(Moment moment) =>
        moment.What.StartsWith("administration.try-", StringComparison.Ordinal) || moment.What == InLetterBatch ? 1 : moment.What.StartsWith("administration.state-", StringComparison.Ordinal) && moment.What != "administration.state-bounced" ? 2 : 0;

    // What began the journey, and what later changed or confirmed it.
    static IEnumerable<Moment> EventsOf(CitizenFile file, Journey journey) =>
        from seen in file.Events
        from role in seen.Key == journey.EventKey ? [EventRole.Starts] : RolesIn(seen, journey)
        select new Moment(seen.At, $"administration.event-{StaffWords.CodeOf(role)}", Quote: seen.Type);

    static IEnumerable<EventRole> RolesIn(SeenEvent seen, Journey journey) =>
        (seen.Contributions ?? []).Where(c => c.Guide == journey.Guide && (c.Of == journey.EventKey || c.Role is EventRole.Evidence or EventRole.Continues)).Select(c => c.Role);

    static Moment Tried(Attempt attempt) => attempt is { Channel: ChannelName.Letter, Result: AttemptResult.Delivered, Detail: { } place } && place.IndexOf('/') is > 0 and var end
        ? new Moment(attempt.At, InLetterBatch, attempt.Channel, Quote: place[..end], Number: attempt.Number)
        : new Moment(attempt.At, $"administration.try-{StaffWords.CodeOf(attempt.Result)}", attempt.Channel, attempt.Detail, Number: attempt.Number);
}
