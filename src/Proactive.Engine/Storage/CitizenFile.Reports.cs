using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;

namespace Proactive.Engine.Storage;

/// <summary>What a report about a delivery did. TooEarly: the message is still being handed over as far as the file knows.</summary>
public enum ReportEffect { Applied, None, TooEarly }

// What reports about deliveries do to a file. States only move forward: a report that comes late, again or against what is known does nothing.
public sealed partial record CitizenFile
{
    /// <summary>The file after a report about one of its notices.</summary>
    public (CitizenFile File, ReportEffect Effect) Report(DeliveryReport report, DateTimeOffset now)
    {
        var attempt = Attempts.LastOrDefault(a => a.NoticeId == report.NoticeId && a.Channel == report.Channel);
        if (attempt is null) return (this, ReportEffect.TooEarly);
        if (attempt.Result == AttemptResult.Started) return (this, ReportEffect.TooEarly);
        var state = report.Result == ReportedResult.Delivered ? NoticeState.Delivered : NoticeState.Bounced;
        // The next channel may have it already; then the one before no longer matters.
        if (report.Result == ReportedResult.Delayed || NoticeOf(attempt).Channel != report.Channel || !NoticeMoves.Allows(NoticeOf(attempt).State, state)) return (this, ReportEffect.None);

        var file = this;
        foreach (var told in Notices.Where(n => n.Id == report.NoticeId || n.ToldIn == report.NoticeId).Where(n => NoticeMoves.Allows(n.State, state)))
        {
            // What came back is looked at anew at once, for the next channel; what has arrived never again.
            var after = told.To(state, report.Detail) with { Due = state == NoticeState.Bounced ? now : told.Due };
            file = file with { Notices = file.Notices.Replace(told, after) };
            if (state == NoticeState.Bounced && file.Attempts.LastOrDefault(a => a.NoticeId == told.Id && a.Channel == report.Channel) is { } tried)
                file = file with { Attempts = file.Attempts.Replace(tried, tried with { Result = AttemptResult.Bounced, Detail = report.Detail }) };
        }

        return (state == NoticeState.Bounced ? file.Doubt(attempt, report, now) : file, ReportEffect.Applied);
    }

    CitizenFile Doubt(Attempt attempt, DeliveryReport report, DateTimeOffset now) =>
        attempt.Address is { } address && AddressDoubt.IsRaisedBy(report.Detail) && !Doubts.Any(d => d.Channel == attempt.Channel && d.Address == address)
            ? this with { Doubts = Doubts.Add(new AddressDoubt(attempt.Channel, address, now)) } : this;
}
