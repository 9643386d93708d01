using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Engine.Visits;

namespace Proactive.Engine.Storage;

/// <summary>
/// A citizen file as bytes. Read and written with every event, so it is made to be small: a fourth of the bytes of JSON, in half
/// the time. Each type is written and read here side by side, its values in the order of its constructor.
/// </summary>
static class FileBody
{
    // Counts on when a type gets another value; the reader then says what older bodies have in its place.
    const int Form = 4;

    public static byte[] Write(CitizenFile file)
    {
        using var to = new BodyWriter();
        to.Number(Form);
        to.Text(file.Key.Value);
        to.Number(file.Version);
        to.List(file.Events, Write);
        to.List(file.Journeys, Write);
        to.List(file.Notices, Write);
        to.List(file.Attempts, Write);
        to.List(file.OptOuts, (t, guide) => t.Text(guide));
        to.List(file.Doubts, Write);
        to.List(file.Links, Write);
        to.List(file.Ticks, Write);
        to.List(file.Choices, Write);
        to.List(file.Answers, Write);
        to.List(file.Objections, Write);
        to.Moment(file.WakeUp?.At);
        if (file.WakeUp is { } wakeUp) to.Number(wakeUp.Number);
        return to.Bytes;
    }

    /// <exception cref="InvalidDataException">A newer program wrote it, or it is damaged.</exception>
    public static CitizenFile Read(string what, byte[] body)
    {
        try
        {
            using var from = new BodyReader(body);
            if (from.Number() is var form && form > Form) throw new InvalidDataException($"what is kept as {what} has form {form} and this program knows {Form}. Run the newer program.");
            var (before2, before3) = (form < 2, form < 3);
            return new CitizenFile(
                new CitizenKey(from.Text()), from.Number(), from.List(Event), from.List(Journey), from.List(f => Notice(f, before2)), from.List(f => Attempt(f, before2)),
                before2 ? [] : from.List(f => f.Text()), before2 ? [] : from.List(Doubt),
                before3 ? [] : from.List(Link), before3 ? [] : from.List(Tick), before3 ? [] : from.List(Choice), before3 ? [] : from.List(Answer), before3 ? [] : from.List(Objection),
                form < 4 ? null : WakeUp(from));
        }
        catch (Exception damage) when (damage is IOException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"what is kept as {what} is damaged.");
        }
    }

    static WakeUp? WakeUp(BodyReader from) => from.OptionalMoment() is { } at ? new WakeUp(at, from.Number()) : null;

    static void Write(BodyWriter to, SeenEvent seen)
    {
        to.Text(seen.Key);
        to.Text(seen.Fingerprint);
        to.Text(seen.Type);
        to.Date(seen.Effective);
        to.Moment(seen.At);
        to.Moment(seen.Time);
        to.Flag(seen.Contributions is not null);
        if (seen.Contributions is { } contributions) to.List(contributions, Write);
    }

    static SeenEvent Event(BodyReader from) => new(
        from.Text(), from.Text(), from.Text(), from.Date(), from.Moment(), from.OptionalMoment(), from.Flag() ? from.List(Contribution) : null);

    static void Write(BodyWriter to, Contribution contribution)
    {
        to.Text(contribution.Guide);
        to.Name(contribution.Role);
        to.Text(contribution.Of);
        to.Text(contribution.RuleBook);
        to.Number(contribution.Settle.Ticks);
        to.Flag(contribution.TooOld);
        to.List(contribution.Steps, Write);
        to.Flag(contribution.TakesOut);
    }

    static Contribution Contribution(BodyReader from) => new(
        from.Text(), from.Name<EventRole>(), from.OptionalText(), from.Text(), new TimeSpan(from.Number()), from.Flag(), from.List(Step), from.Flag());

    static void Write(BodyWriter to, Step step)
    {
        to.Text(step.Id);
        to.Name(step.State);
        to.Date(step.Opens);
        to.Date(step.Due);
        to.List(step.Reminders, (t, date) => t.Date(date));
        to.Flag(step.Automatic);
        to.Moment(step.DoneAt);
        to.Moment(step.RemindedAt);
    }

    static Step Step(BodyReader from) => new(
        from.Text(), from.Name<StepState>(), from.OptionalDate(), from.OptionalDate(), from.List(f => f.Date()), from.Flag(), from.OptionalMoment(), from.OptionalMoment());

    static void Write(BodyWriter to, Journey journey)
    {
        to.Text(journey.Id);
        to.Text(journey.Guide);
        to.Text(journey.RuleBook);
        to.Text(journey.EventKey);
        to.Text(journey.EventType);
        to.Date(journey.Effective);
        to.Moment(journey.NotBefore);
        to.Name(journey.State);
        to.List(journey.Steps, Write);
        to.Number(journey.Revision);
        to.Moment(journey.ChangedAt);
        to.Flag(journey.Continued);
    }

    static Journey Journey(BodyReader from) => new(
        from.Text(), from.Text(), from.Text(), from.Text(), from.Text(), from.Date(), from.Moment(),
        from.Name<JourneyState>(), from.List(Step), from.Count(), from.Moment(), from.Flag());

    static void Write(BodyWriter to, Notice notice)
    {
        to.Text(notice.Id);
        to.Text(notice.JourneyId);
        to.Name(notice.Kind);
        to.Text(notice.Step);
        to.Number(notice.Number);
        to.Date(notice.Intent.Date);
        to.Number(notice.Intent.Time.Ticks);
        to.Text(notice.Intent.Zone);
        to.Moment(notice.Due);
        to.Name(notice.State);
        to.List(notice.Steps, (t, step) => t.Text(step));
        to.Text(notice.Reason);
        to.Text(notice.Channel);
        to.Moment(notice.SentAt);
        to.Flag(notice.Repeated);
        to.Number(notice.Revision);
        to.Moment(notice.ResentAt);
        to.Text(notice.ToldIn);
        to.Flag(notice.Told is not null);
        if (notice.Told is { } told) to.List(told, Write);
    }

    static Notice Notice(BodyReader from, bool before2) => new(
        from.Text(), from.Text(), from.Name<NoticeKind>(), from.OptionalText(), from.Count(),
        new WallTime(from.Date(), new TimeOnly(from.Number()), from.Text()), from.Moment(), from.Name<NoticeState>(), from.List(f => f.Text()),
        from.OptionalText(), from.OptionalText(), from.OptionalMoment(), from.Flag(), from.Count(), from.OptionalMoment(),
        before2 ? null : from.OptionalText(), before2 || !from.Flag() ? null : from.List(ToldStep));

    static void Write(BodyWriter to, ToldStep told)
    {
        to.Text(told.Id);
        to.Date(told.Opens);
        to.Date(told.Due);
    }

    static ToldStep ToldStep(BodyReader from) => new(from.Text(), from.OptionalDate(), from.OptionalDate());

    static void Write(BodyWriter to, AddressDoubt doubt)
    {
        to.Text(doubt.Channel);
        to.Text(doubt.Address);
        to.Moment(doubt.Since);
    }

    static AddressDoubt Doubt(BodyReader from) => new(from.Text(), from.Text(), from.Moment());

    static void Write(BodyWriter to, Attempt attempt)
    {
        to.Text(attempt.NoticeId);
        to.Number(attempt.Number);
        to.Text(attempt.Channel);
        to.Moment(attempt.At);
        to.Name(attempt.Result);
        to.Text(attempt.Detail);
        to.Text(attempt.Address);
    }

    static Attempt Attempt(BodyReader from, bool before2) => new(from.Text(), from.Count(), from.Text(), from.Moment(), from.Name<AttemptResult>(), from.OptionalText(), before2 ? null : from.OptionalText());

    static void Write(BodyWriter to, GuideLink link)
    {
        to.Text(link.Hash);
        to.Text(link.Reader.Value);
        to.List(link.Journeys, (t, journey) => t.Text(journey));
        to.Moment(link.Expires);
    }

    static GuideLink Link(BodyReader from) => new(from.Text(), new CitizenKey(from.Text()), from.List(f => f.Text()), from.Moment());

    static void Write(BodyWriter to, Tick tick)
    {
        to.Text(tick.Journey);
        to.Text(tick.Step);
        to.Moment(tick.At);
    }

    static Tick Tick(BodyReader from) => new(from.Text(), from.Text(), from.Moment());

    static void Write(BodyWriter to, Choice choice)
    {
        to.Text(choice.Reader.Value);
        to.Text(choice.Channel);
        to.Text(choice.Language);
    }

    static Choice Choice(BodyReader from) => new(new CitizenKey(from.Text()), from.OptionalText(), from.OptionalText());

    static void Write(BodyWriter to, JourneyAnswer answer)
    {
        to.Text(answer.Journey);
        to.Number(answer.Answer.Mark);
        to.Text(answer.Answer.Words);
        to.Flag(answer.Answer.Authorities is not null);
        if (answer.Answer.Authorities is { } authorities) to.Number(authorities);
        to.Flag(answer.Answer.Helped is not null);
        if (answer.Answer.Helped is { } helped) to.Flag(helped);
        to.Moment(answer.At);
    }

    static JourneyAnswer Answer(BodyReader from) => new(
        from.Text(), new Answer(from.Count(), from.Text(), from.Flag() ? from.Count() : null, from.Flag() ? from.Flag() : null), from.Moment());

    static void Write(BodyWriter to, Objection objection)
    {
        to.Text(objection.Guide);
        to.Moment(objection.At);
        to.Text(objection.Words);
        to.Flag(objection.Upheld is not null);
        if (objection.Upheld is { } upheld) to.Flag(upheld);
        to.Moment(objection.DecidedAt);
        to.Text(objection.Grounds);
    }

    static Objection Objection(BodyReader from) => new(from.Text(), from.Moment(), from.Text(), from.Flag() ? from.Flag() : null, from.OptionalMoment(), from.OptionalText());
}
