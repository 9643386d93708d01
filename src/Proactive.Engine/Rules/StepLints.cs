using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>Warns of what is written correctly and is probably not meant: conditions that decide nothing, dates that cannot come in order, events nobody uses, old sources.</summary>
sealed class StepLints(Guide guide, ProblemList problems, DateOnly today)
{
    const int SourceDays = 366;

    public void Check(YamlNode lifeEvent, IReadOnlyList<(YamlNode Node, StepRule Step)> steps)
    {
        foreach (var (node, step) in steps)
        {
            CheckCondition(node, step);
            CheckDates(node, step);
            CheckSource(node, step);
            if (step.Rollout.Percent == 0) problems.Warn(At(node, "rollout"), "0 percent reaches nobody");
            if (step.DueText.Languages.Any() && step.Expressions.Values.Any(e => e.Due is not null)) problems.Warn(At(node, "dueText"), "'dueText' is not shown where 'due' gives a date");
            if (step.Automatic && step.Expressions.Values.Any(e => e.Remind.Count > 0)) problems.Warn(At(node, "remind"), "nobody is reminded of what happens by itself");
        }

        CheckEvents(lifeEvent, steps);
    }

    void CheckCondition(YamlNode node, StepRule step)
    {
        foreach (var (type, expressions) in step.Expressions)
        {
            if (expressions.When is not { } when || EventType(type) is not { } eventType) continue;
            var (sawTrue, sawFalse, undecided) = new ConditionProbe(eventType).Try(when);
            if (undecided?.StartsWith("no such field", StringComparison.Ordinal) == true)
            {
                problems.Warn(At(node, "when"), $"this cannot be decided for every event ({undecided}); test an optional field with has(…) first");
                return;
            }

            if (sawTrue && sawFalse) continue;
            if (!sawTrue && !sawFalse) continue;
            problems.Warn(At(node, "when"), sawTrue ? "this seems to be true for every event; without 'when' it would say the same" : "this seems to be true for no event, so the step never applies");
            return;
        }
    }

    void CheckDates(YamlNode node, StepRule step)
    {
        foreach (var (type, expressions) in step.Expressions)
        {
            if (EventType(type) is not { } eventType) continue;
            var dates = new ConditionProbe(eventType).Dates(expressions).ToList();
            if (dates.Count == 0) continue;
            if (dates.All(d => d.Due < d.Opens)) problems.Warn(At(node, "due"), "the deadline always comes before 'opens'");
            else if (dates.All(d => d.Due is not null && d.Remind.Any(r => r > d.Due))) problems.Warn(At(node, "remind"), "a reminder always comes after the deadline");
            else continue;
            return;
        }
    }

    void CheckSource(YamlNode node, StepRule step)
    {
        if (step.Legal.Checked.AddDays(SourceDays) < today)
            problems.Warn(At(At(node, "legal"), "checked"), "the source was last checked more than a year ago; read it again and set the date");
        if (step.Legal.Checked > today) problems.Warn(At(At(node, "legal"), "checked"), "the day lies in the future");
    }

    void CheckEvents(YamlNode lifeEvent, IReadOnlyList<(YamlNode Node, StepRule Step)> steps)
    {
        foreach (var subscription in guide.Subscriptions)
        {
            var name = subscription.Type.Name;
            var unused = subscription.Role switch
            {
                EventRole.Evidence => steps.All(s => !s.Step.Evidence.Contains(name)),
                EventRole.Continues => steps.All(s => !s.Step.Expressions.ContainsKey(name)),
                _ => false,
            };
            if (unused) problems.Warn(At(At(lifeEvent, "events"), name), subscription.Role == EventRole.Evidence ? "no step names it as evidence, so it closes nothing" : "no step names it under 'events', so it adds nothing");
        }
    }

    EventType? EventType(string name) => guide.Subscriptions.FirstOrDefault(s => s.Type.Name == name)?.Type;

    static YamlNode At(YamlNode node, string key) => (node as YamlMap)?[key] ?? node;
}
