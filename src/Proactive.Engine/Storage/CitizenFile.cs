using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Storage;

/// <summary>Everything the engine keeps about one citizen; read and written as one. Changed only by the pure functions here, which put the stages together.</summary>
/// <param name="OptOuts">Life events the citizen has said no to by themselves; a registry does not know of it.</param>
/// <param name="Doubts">Addresses at which a message could not be delivered.</param>
/// <param name="Version">0: never saved. A save states the version it was made from and fails if another came first.</param>
public sealed record CitizenFile(
    CitizenKey Key, long Version, ImmutableArray<SeenEvent> Events, ImmutableArray<Journey> Journeys,
    ImmutableArray<Notice> Notices, ImmutableArray<Attempt> Attempts, ImmutableArray<string> OptOuts, ImmutableArray<AddressDoubt> Doubts)
{
    // Files kept by an older version lack what came later.
    public ImmutableArray<string> OptOuts { get => field.IsDefault ? [] : field; init; } = OptOuts;

    public ImmutableArray<AddressDoubt> Doubts { get => field.IsDefault ? [] : field; init; } = Doubts;

    /// <summary>What the citizen's bodies are encrypted with; null until a store has made it.</summary>
    [JsonIgnore]
    public DataKey? DataKey { get; init; }

    public static CitizenFile Empty(CitizenKey key) => new(key, 0, [], [], [], [], [], []);

    /// <summary>When the file next needs to be looked at; null: nothing is waiting.</summary>
    public DateTimeOffset? NextDue => Notices.Where(n => n.State.ComesUp() && n.Due < DateTimeOffset.MaxValue).Select(n => (DateTimeOffset?)n.Due).Min();

    /// <summary>Whether an event with this key was taken in before, and whether it said something else then.</summary>
    public (bool Seen, bool Conflicts) Knows(LifeEvent lifeEvent)
    {
        var seen = Events.FirstOrDefault(e => e.Key == lifeEvent.Key);
        return (seen is not null, seen is not null && seen.Fingerprint != lifeEvent.Fingerprint);
    }

    /// <summary>The file after an occurrence: its event and what that contributed kept, journeys planned, notices owed.</summary>
    public CitizenFile Plan(Occurrence occurrence, Evaluation evaluation, RuleShelf rules, DateTimeOffset now)
    {
        var events = SeenEvent.Add(Events, occurrence, evaluation, rules.Current.Hash, now);
        var journeys = JourneyPlanner.Plan(Journeys, events, occurrence.Guide, occurrence.Role, Key, rules, now);
        return (this with { Events = events, Journeys = journeys }).OweNotices(rules, now);
    }

    /// <summary>The file with what is due settled. Notices in state Sending go out now, each with a started attempt on its channel.</summary>
    public CitizenFile TakeDue(Person? person, RuleShelf rules, IReadOnlyCollection<IChannel> channels, DateTimeOffset now)
    {
        var file = Interrupted(now).OweNotices(rules, now);
        file = file with { Notices = DueNotices.Take(file.Notices, file.Journeys, person, rules, now) };
        foreach (var notice in file.Notices.Where(n => n.State == NoticeState.Sending)) file = file.Choose(notice, person!, rules, channels, now);
        return file;
    }

    /// <summary>The file after a started attempt ended, applied to the file as it is by then.</summary>
    public CitizenFile Record(Attempt started, Outcome outcome, RuleShelf rules, DateTimeOffset now)
    {
        var ended = DeliveryRecord.End(started, outcome);
        var notice = Notices.First(n => n.Id == started.NoticeId);
        var after = DeliveryRecord.Apply(notice, ended, now);
        var file = this with { Attempts = Attempts.Replace(started, ended), Notices = Notices.Replace(notice, after) };
        return (after.State.MayHaveArrived() ? file.Reminded(after, now) : file).OweNotices(rules, now);
    }

    /// <summary>The file as if a started attempt had not been begun; its notice comes up again at <paramref name="due"/>.</summary>
    public CitizenFile Postpone(Attempt started, DateTimeOffset due, string reason)
    {
        var notice = Notices.First(n => n.Id == started.NoticeId);
        return this with { Attempts = Attempts.Remove(started), Notices = Notices.Replace(notice, notice.Again(due, reason)) };
    }

    /// <summary>The file in which what is due has expired unsent: it may have gone out already, or would all come at once.</summary>
    public CitizenFile SkipDue(DateTimeOffset now, string reason)
    {
        var file = Interrupted(now);
        foreach (var notice in file.Notices.Where(n => n.State.IsWaiting() && n.Due <= now))
            file = file with { Notices = file.Notices.Replace(notice, notice.To(NoticeState.Expired, reason)) };
        // Their one repetition is not due any more either.
        foreach (var notice in file.Notices.Where(n => n.State == NoticeState.OutcomeUnknown))
            file = file with { Notices = file.Notices.Replace(notice, notice with { Due = DateTimeOffset.MaxValue }) };
        return file;
    }

    /// <summary>The file in which a dead notice is planned for now once more, with all its channels and tries; the file itself if the notice is not dead.</summary>
    /// <param name="why">Goes into the delivery log after <c>sent-again: </c>.</param>
    public CitizenFile Resend(string noticeId, DateTimeOffset now, string why)
    {
        var notice = Notices.FirstOrDefault(n => n.Id == noticeId && n.State.IsDead());
        return notice is null ? this : this with { Notices = Notices.Replace(notice, notice.Again(now, $"sent-again: {why}") with { ResentAt = now, Repeated = false }) };
    }

    /// <summary>The attempts that are under way.</summary>
    public IEnumerable<Attempt> Started => Attempts.Where(a => a.Result == AttemptResult.Started);

    // An attempt that is still under way when nobody holds the file was cut off: whether the message went out cannot be known.
    CitizenFile Interrupted(DateTimeOffset now)
    {
        var file = this;
        foreach (var attempt in Started)
        {
            var notice = file.Notices.First(n => n.Id == attempt.NoticeId);
            var ended = DeliveryRecord.End(attempt, new Outcome.Unknown("interrupted"));
            file = file with { Attempts = file.Attempts.Replace(attempt, ended), Notices = file.Notices.Replace(notice, DeliveryRecord.Apply(notice, ended, now)) };
        }

        return file;
    }

    CitizenFile OweNotices(RuleShelf rules, DateTimeOffset now)
    {
        var file = this;
        foreach (var journey in Journeys)
        {
            if (rules.Guide(journey.RuleBook, journey.Guide)?.Country is not { } country) continue;
            var current = journey.On(country.Today(now));
            file = file with
            {
                Journeys = file.Journeys.Replace(journey, current),
                Notices = NoticePlanner.Plan(current, file.Notices, country),
            };
        }

        return file;
    }

    CitizenFile Choose(Notice notice, Person person, RuleShelf rules, IReadOnlyCollection<IChannel> channels, DateTimeOffset now)
    {
        var journey = Journeys.First(j => j.Id == notice.JourneyId);
        var guide = rules.Guide(journey.RuleBook, journey.Guide)!;
        var tries = Attempts.Where(a => a.NoticeId == notice.Id && !(a.At <= notice.ResentAt)).ToList();
        if (ChannelChoice.For(person, guide, notice.Id, tries, channels) is { } channel)
        {
            var attempt = new Attempt(notice.Id, tries.Count(t => t.Channel == channel.Name) + 1, channel.Name, now, AttemptResult.Started);
            return this with { Notices = Notices.Replace(notice, notice with { Channel = channel.Name, Revision = journey.Revision }), Attempts = Attempts.Add(attempt) };
        }

        var ended = tries.Count == 0 ? notice.To(NoticeState.Suppressed, "no-contact") : notice.To(NoticeState.Failed, "no-channel-left");
        return this with { Notices = Notices.Replace(notice, ended) };
    }

    CitizenFile Reminded(Notice notice, DateTimeOffset now)
    {
        if (notice.Kind != NoticeKind.Reminder) return this;
        var journey = Journeys.First(j => j.Id == notice.JourneyId);
        var told = journey.Steps.Where(s => notice.Steps.Contains(s.Id) && StepMoves.Allows(s.State, StepState.Reminded));
        var reminded = told.Aggregate(journey, (j, step) => j.Change(step.Reminded(now)));
        return this with { Journeys = Journeys.Replace(journey, reminded) };
    }
}
