using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>A run through a life event that nobody made, with dates around today, to see what its messages look like.</summary>
static class SampleJourney
{
    const int DaysSince = 2;
    const int DaysUntilDue = 3;

    /// <summary>Nobody: the number is no person's, and example.org is nobody's.</summary>
    public static Person Citizen { get; } = new()
    {
        Id = "sample-citizen", Name = "Alex Example", BirthDate = new DateOnly(1985, 4, 12), Email = "alex@example.org", Phone = "+4500000000",
        Address = ["1 Example Street", "1000 Exampletown"], DigitalPost = true,
    };

    /// <summary>All steps of the life event, each with a deadline some days after the one before if it may have one.</summary>
    public static Journey Of(Guide guide, DateOnly today)
    {
        var effective = today.AddDays(-DaysSince);
        var rules = guide.Steps.Select(s => s.Id).Distinct().Select(id => guide.Step(id, effective)!);
        var steps = rules.Select((rule, i) => new Step(
            rule.Id, rule.Automatic ? StepState.Planned : StepState.Open, null, rule.Expressions.Values.Any(e => e.Due is not null) ? today.AddDays(DaysUntilDue * (i + 1)) : null, [], rule.Automatic));
        return new Journey(DerivedId.Of("sample", guide.Id), guide.Id, "sample", "sample", "sample", effective, DateTimeOffset.MinValue, JourneyState.Active, [.. steps], 1, DateTimeOffset.MinValue);
    }

    /// <summary>The journey as it is when a notice of this kind goes out.</summary>
    public static Journey Ended(Journey journey, NoticeKind kind) => kind switch
    {
        NoticeKind.Withdrawal => journey with { State = JourneyState.Withdrawn, Steps = [.. journey.Steps.Select(s => s with { State = StepState.Withdrawn })] },
        NoticeKind.Completion => journey with { State = JourneyState.Completed, Steps = [.. journey.Steps.Select(s => s.Automatic ? s : s with { State = StepState.Done })] },
        _ => journey,
    };

    public static Notice NoticeOf(NoticeKind kind, Journey journey, DateTimeOffset at, string? step = null) => new(
        Notice.IdOf(journey.Id, kind, step, 0), journey.Id, kind, step, 0, new WallTime(DateOnly.FromDateTime(at.DateTime), TimeOnly.FromDateTime(at.DateTime), "Etc/UTC"), at, NoticeState.Planned,
        step is not null ? [step] : kind is NoticeKind.Withdrawal or NoticeKind.Completion ? [] : [.. journey.Steps.Where(s => kind != NoticeKind.Reminder || !s.Automatic).Select(s => s.Id)]);
}
