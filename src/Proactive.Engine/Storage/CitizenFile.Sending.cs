using System.Collections.Immutable;
using Proactive.Engine.Delivery;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Storage;

// What sending does to a file. A message may tell of several notices: each has an attempt of its own, and all end alike.
public sealed partial record CitizenFile
{
    static readonly TimeOnly TextMessagesFrom = new(9, 0);

    /// <summary>The attempts that are under way.</summary>
    public IEnumerable<Attempt> Started => Attempts.Where(a => a.Result == AttemptResult.Started);

    /// <summary>Those of them by which a message is handed over; the others are told in it.</summary>
    public IEnumerable<Attempt> ToHandOver() => Started.Where(a => NoticeOf(a).ToldIn is null);

    /// <summary>The file with what is due settled. Notices in state Sending go out now, each with a started attempt on its channel.</summary>
    public CitizenFile TakeDue(Readers readers, RuleShelf rules, IReadOnlyCollection<IChannel> channels, DateTimeOffset now)
    {
        readers = readers.Without(OptOuts) with { Objected = Objected };
        var file = Interrupted(now).Returned(now).OweNotices(rules, now);
        file = file with { Notices = DueNotices.Take(file.Notices, file.Journeys, readers, rules, now) };
        // Those that have a message of their own first: whether another can be told in it depends on its channel.
        foreach (var notice in file.Notices.Where(n => n.State == NoticeState.Sending).OrderBy(n => n.ToldIn is not null).ToList())
            file = file.Choose(notice, readers, rules, channels, now);
        return file;
    }

    /// <summary>The file after a started attempt ended, applied to the file as it is by then.</summary>
    public CitizenFile Record(Attempt started, Outcome outcome, RuleShelf rules, DateTimeOffset now)
    {
        var ended = DeliveryRecord.End(started, outcome);
        return InMessage(started).Aggregate(this, (file, attempt) => file.RecordOne(attempt, ended, now)).OweNotices(rules, now);
    }

    /// <summary>The file as if a started attempt had not been begun; its notices come up again at <paramref name="due"/>.</summary>
    public CitizenFile Postpone(Attempt started, DateTimeOffset due, string reason) =>
        InMessage(started).Aggregate(this, (file, attempt) => file with { Attempts = file.Attempts.Remove(attempt), Notices = file.Notices.Replace(NoticeOf(attempt), NoticeOf(attempt).Again(due, reason)) });

    /// <summary>The file in which what is due has expired unsent: it may have gone out already, or would all come at once.</summary>
    public CitizenFile SkipDue(DateTimeOffset now, string reason)
    {
        var file = Interrupted(now);
        foreach (var notice in file.Notices.Where(n => n.State.IsWaiting() && n.Due <= now))
            file = file with { Notices = file.Notices.Replace(notice, notice.To(NoticeState.Expired, reason)) };
        // Their one repetition, or their next channel, is not due any more either.
        foreach (var notice in file.Notices.Where(n => n.State is NoticeState.OutcomeUnknown or NoticeState.Bounced))
            file = file with { Notices = file.Notices.Replace(notice, notice with { Due = DateTimeOffset.MaxValue }) };
        return file;
    }

    /// <summary>The file in which a dead notice is planned for now once more, with all its channels and tries; the file itself if the notice is not dead.</summary>
    /// <param name="why">Goes into the delivery log after <c>sent-again: </c>.</param>
    public CitizenFile Resend(string noticeId, DateTimeOffset now, string why)
    {
        var notice = Notices.FirstOrDefault(n => n.Id == noticeId && n.State.IsDead());
        return notice is null ? this : this with { Notices = Notices.Replace(notice, notice.Again(now, $"sent-again: {why}") with { ResentAt = now, Repeated = false, ToldIn = null }) };
    }

    // Of the message that an attempt hands over: its own attempt, and those of the notices told in it.
    List<Attempt> InMessage(Attempt leading) => [leading, .. Started.Where(a => a != leading && NoticeOf(a).ToldIn == leading.NoticeId)];

    Notice NoticeOf(Attempt attempt) => Notices.First(n => n.Id == attempt.NoticeId);

    // All notices of a message end as its own attempt did, so that those to be tried again come up together.
    CitizenFile RecordOne(Attempt started, Attempt message, DateTimeOffset now)
    {
        var notice = NoticeOf(started);
        var after = DeliveryRecord.Apply(notice, message, now);
        if (started.NoticeId != message.NoticeId && after.State == NoticeState.Sent) after = after with { Reason = $"told-in-{Notice.ReferenceOf(message.NoticeId)}" };
        var file = this with { Attempts = Attempts.Replace(started, started with { Result = message.Result, Detail = message.Detail }), Notices = Notices.Replace(notice, after) };
        return after.State.MayHaveArrived() ? file.Reminded(after, now) : file;
    }

    // An attempt that is still under way when nobody holds the file was cut off: whether the message went out cannot be known.
    CitizenFile Interrupted(DateTimeOffset now)
    {
        var file = this;
        foreach (var attempt in Started)
        {
            var notice = file.NoticeOf(attempt);
            var ended = DeliveryRecord.End(attempt, new Outcome.Unknown("interrupted"));
            file = file with { Attempts = file.Attempts.Replace(attempt, ended), Notices = file.Notices.Replace(notice, DeliveryRecord.Apply(notice, ended, now)) };
        }

        return file;
    }

    // What came back goes on by the next channel, if it is still owed.
    CitizenFile Returned(DateTimeOffset now) => Notices.Where(n => n.State == NoticeState.Bounced && n.Due <= now)
        .Aggregate(this, (file, notice) => file with { Notices = file.Notices.Replace(notice, notice.Again(now, "next-channel")) });

    // What was rejected no longer counts.
    List<(string, bool)> Objected => [.. Objections.Where(o => o.Upheld != false).Select(o => (o.Guide, o.Upheld == true))];

    CitizenFile Choose(Notice notice, Readers readers, RuleShelf rules, IReadOnlyCollection<IChannel> channels, DateTimeOffset now)
    {
        var journey = Journeys.First(j => j.Id == notice.JourneyId);
        var guide = rules.Guide(journey.RuleBook, journey.Guide)!;
        var local = guide.Country.LocalTime(now);
        var reader = ((Verdict.Pass)Guards.Judge(guide, readers, DateOnly.FromDateTime(local))).Reader;
        var tries = Attempts.Where(a => a.NoticeId == notice.Id && !(a.At <= notice.ResentAt)).ToList();
        if (ChannelChoice.For(reader, guide, tries, channels, (c, address) => IsDoubtful(c.Name, address, notice.ResentAt)) is not { } channel)
        {
            var ended = tries.Count == 0 && Doubts.IsEmpty ? notice.To(NoticeState.Suppressed, "no-contact") : notice.To(NoticeState.Failed, "no-channel-left");
            return this with { Notices = Notices.Replace(notice, ended with { ToldIn = null }) };
        }

        if (channel.Name == ChannelName.TextMessage && TimeOnly.FromDateTime(local) < TextMessagesFrom)
        {
            var morning = WallTime.Of(DateOnly.FromDateTime(local).ToDateTime(TextMessagesFrom), guide.Country.Zone).ToInstant();
            return this with { Notices = Notices.Replace(notice, notice.Again(morning, "text-message-hours")) };
        }

        var attempt = new Attempt(notice.Id, tries.Count(t => t.Channel == channel.Name) + 1, channel.Name, now, AttemptResult.Started, null, AddressDoubt.HashOf(Key, channel.Name, channel.AddressOf(reader)!));
        var chosen = notice with { Channel = channel.Name, Revision = journey.Revision, ToldIn = IsGoing(notice.ToldIn, channel) ? notice.ToldIn : null };
        if (notice.Kind is NoticeKind.Start or NoticeKind.Change) chosen = chosen with { Told = ListOf(notice, journey) };
        return this with { Notices = Notices.Replace(notice, chosen), Attempts = Attempts.Add(attempt) };
    }

    // What is told in another's message goes where that goes, or by itself.
    bool IsGoing(string? message, IChannel channel) => Notices.Any(n => n.Id == message && n.State == NoticeState.Sending && n.Channel == channel.Name);

    // Whoever has something sent again by hand has looked at the address.
    internal bool IsDoubtful(string channel, string address, DateTimeOffset? resentAt = null) =>
        !Doubts.IsEmpty && AddressDoubt.HashOf(Key, channel, address) is var hash && Doubts.Any(d => d.Channel == channel && d.Address == hash && !(d.Since <= resentAt));

    static ImmutableArray<ToldStep> ListOf(Notice notice, Journey journey) =>
        [.. journey.Steps.Where(s => s.State.IsOpen() && notice.Steps.Contains(s.Id)).Select(s => new ToldStep(s.Id, s.Opens, s.Due))];

    CitizenFile Reminded(Notice notice, DateTimeOffset now)
    {
        if (notice.Kind != NoticeKind.Reminder) return this;
        var journey = Journeys.First(j => j.Id == notice.JourneyId);
        // What was done while the reminder was under way stays done.
        var told = journey.Steps.Where(s => notice.Steps.Contains(s.Id) && s.State.IsOpen() && StepMoves.Allows(s.State, StepState.Reminded));
        var reminded = told.Aggregate(journey, (j, step) => j.Change(step.Reminded(now)));
        return this with { Journeys = Journeys.Replace(journey, reminded) };
    }
}
