using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>A notice of one kind as it would be told of a journey, and when it would go out.</summary>
public sealed record PreviewNotice(Telling Telling, DateTimeOffset At)
{
    const int DaysUntilReminder = 7, DaysUntilChange = 3, DaysUntilWithdrawal = 1, DaysUntilCompletion = 30, DaysMoved = 7;

    /// <param name="channel">A text message has words of its own.</param>
    public static PreviewNotice Of(PreviewJourney preview, NoticeKind kind, string locale, string channel)
    {
        var (at, part) = kind switch
        {
            NoticeKind.Reminder => Reminder(preview),
            NoticeKind.Change => Change(preview),
            NoticeKind.Withdrawal => Ended(preview, kind, DaysUntilWithdrawal),
            NoticeKind.Completion => Ended(preview, kind, DaysUntilCompletion),
            _ => (preview.At, new Part(SampleJourney.NoticeOf(kind, preview.Journey, preview.At), preview.Journey, preview.Guide)),
        };
        return new PreviewNotice(Tell(preview, [part], locale, channel), at);
    }

    /// <summary>The start of the journey together with another life event, of which there is a sample.</summary>
    public static PreviewNotice OfSeveral(PreviewJourney preview, Guide other, string locale, string channel)
    {
        var sample = SampleJourney.Of(other, other.Country.Today(preview.At));
        Part Start(Journey journey, Guide guide) => new(SampleJourney.NoticeOf(NoticeKind.Start, journey, preview.At), journey, guide);
        return new PreviewNotice(Tell(preview, [Start(preview.Journey, preview.Guide), Start(sample, other)], locale, channel), preview.At);
    }

    static Telling Tell(PreviewJourney preview, IReadOnlyList<Part> parts, string locale, string channel)
    {
        var reader = preview.Citizen with { Language = locale };
        return new Telling(channel, reader, reader, parts, parts.All(p => p.Guide.Mandatory) ? null : SampleTelling.Unsubscribe, SampleTelling.Guide(parts[0].Notice.Kind, channel));
    }

    // Of the step that is due first, on the day its author chose.
    static (DateTimeOffset, Part) Reminder(PreviewJourney preview)
    {
        var step = ToDo(preview.Journey).OrderBy(s => s.Due ?? DateOnly.MaxValue).First();
        var day = step.Reminders.Where(r => r > preview.Guide.Country.Today(preview.At)).Select(r => (DateOnly?)r).FirstOrDefault();
        var at = preview.At.AddDays(day is { } on ? on.DayNumber - preview.Guide.Country.Today(preview.At).DayNumber : DaysUntilReminder);
        var journey = preview.Journey.On(preview.Guide.Country.Today(at));
        return (at, new Part(SampleJourney.NoticeOf(NoticeKind.Reminder, journey, at, step.Id), journey, preview.Guide));
    }

    // The notice before told of one step that has fallen away since, not of the last one, and of another deadline for the first that has one.
    static (DateTimeOffset, Part) Change(PreviewJourney preview)
    {
        var at = preview.At.AddDays(DaysUntilChange);
        var journey = preview.Journey;
        var todo = ToDo(journey).ToList();
        var (moved, added) = (todo.Find(s => s.Due is not null)?.Id, todo.Count > 1 ? todo[^1].Id : null);
        var told = journey.Steps.Where(s => s.Id != added && s.State.IsOpen()).Select(s => new ToldStep(s.Id, s.Opens, s.Id == moved && s.Due is { } due ? due.AddDays(-DaysMoved) : s.Due)).ToList();
        if (preview.Guide.Steps.FirstOrDefault(r => !r.Automatic && journey.Steps.All(s => s.Id != r.Id)) is { } dropped)
        {
            journey = journey with { Steps = journey.Steps.Add(new Step(dropped.Id, StepState.NotNeeded, null, null, [], false)) };
            told.Add(new ToldStep(dropped.Id, null, null));
        }

        var before = SampleJourney.NoticeOf(NoticeKind.Start, preview.Journey, preview.At) with { Steps = [.. told.Select(t => t.Id)], Told = [.. told] };
        journey = journey.On(preview.Guide.Country.Today(at));
        return (at, new Part(SampleJourney.NoticeOf(NoticeKind.Change, journey, at), journey, preview.Guide, before));
    }

    static (DateTimeOffset, Part) Ended(PreviewJourney preview, NoticeKind kind, int days)
    {
        var (at, journey) = (preview.At.AddDays(days), SampleJourney.Ended(preview.Journey, kind));
        return (at, new Part(SampleJourney.NoticeOf(kind, journey, at), journey, preview.Guide));
    }

    static IEnumerable<Step> ToDo(Journey journey) => journey.Steps.Where(s => s.State.IsOpen() && !s.Automatic);
}
