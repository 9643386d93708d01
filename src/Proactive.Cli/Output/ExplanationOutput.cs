using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Output;

/// <summary>Prints why rules apply or not.</summary>
static class ExplanationOutput
{
    public static void Print(RuleExplanation explanation)
    {
        var occurrence = explanation.Occurrence;
        Console.Out.WriteLine($"{occurrence.Guide.Id}  {Format.Words(occurrence.Role)}  effective {occurrence.Effective:yyyy-MM-dd}  {Format.Count(occurrence.Recipients.Count, "recipient")}{(explanation.IsTooOld ? "  too old: nobody is written to" : "")}");
        if (occurrence.Role == EventRole.Evidence) Console.Out.WriteLine(explanation.Closes.IsEmpty ? "  closes no step" : $"  closes {string.Join(", ", explanation.Closes.Select(s => s.Id).Distinct())}");
        if (occurrence.Role == EventRole.Annuls) Console.Out.WriteLine("  withdraws what the event it names has started");
        var width = explanation.Steps.Select(s => s.Step.Id.Length).DefaultIfEmpty().Max();
        foreach (var step in explanation.Steps)
        {
            var head = $"  {step.Step.Id.PadRight(width)}  {Answer(step.Verdict)}  ";
            foreach (var line in Reason(step, occurrence))
            {
                Console.Out.WriteLine($"{head}{line}");
                head = new string(' ', head.Length);
            }
        }
    }

    public static void PrintJson(RuleExplanation explanation)
    {
        var occurrence = explanation.Occurrence;
        Format.JsonLine(new
        {
            lifeEvent = occurrence.Guide.Id,
            role = Format.Words(occurrence.Role),
            effective = occurrence.Effective,
            recipients = occurrence.Recipients.Count,
            tooOld = explanation.IsTooOld,
            closes = explanation.Closes.Select(s => s.Id).Distinct(),
            steps = explanation.Steps.Select(s => new
            {
                step = s.Step.Id,
                applies = s.Verdict == StepVerdict.Applies,
                reason = Format.Words(s.Verdict),
                detail = s.Failure ?? (s.Verdict is StepVerdict.Applies or StepVerdict.ConditionFails ? null : Reason(s, occurrence).First()),
                opens = s.Match?.Opens,
                due = s.Match?.Due,
                reminders = s.Match?.Reminders.ToArray() ?? [],
                legalBasis = s.Step.Legal.Basis,
                condition = s.Condition is { } condition ? ConditionTree.Json(condition) : null,
            }),
        });
    }

    static string Answer(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Applies => "yes",
        StepVerdict.Undecided => "?  ",
        _ => "no ",
    };

    static IEnumerable<string> Reason(StepExplanation step, Occurrence occurrence) => step.Verdict switch
    {
        StepVerdict.Applies => [Dates(step)],
        StepVerdict.OtherEvent => [$"comes from {string.Join(", ", step.Step.Expressions.Keys)} only"],
        StepVerdict.NotValid => [$"not law on {occurrence.Effective:yyyy-MM-dd}: valid{Day(" from ", step.Step.ValidFrom)}{Day(" to ", step.Step.ValidTo)}"],
        StepVerdict.InReview => ["its facts are in review (--include-review uses it)"],
        StepVerdict.NotInRollout => [$"not in the rollout: {Rollout(step.Step.Rollout)}"],
        StepVerdict.ConditionFails => ConditionTree.Lines(step.Condition!),
        StepVerdict.Undecided => [step.Failure!, .. step.Condition is { } condition ? ConditionTree.Lines(condition) : []],
        _ => throw new System.Diagnostics.UnreachableException($"There is no verdict {step.Verdict}."),
    };

    static string Dates(StepExplanation step)
    {
        var match = step.Match!;
        var dates = new List<string>();
        if (match.Opens is { } opens) dates.Add($"opens {opens:yyyy-MM-dd}");
        if (match.Due is { } due) dates.Add($"due {due:yyyy-MM-dd}");
        if (!match.Reminders.IsEmpty) dates.Add($"reminds {string.Join(", ", match.Reminders.Select(r => $"{r:yyyy-MM-dd}"))}");
        if (step.Step.Automatic) dates.Add("by itself");
        return $"{string.Join(", ", dates)}{(dates.Count > 0 ? "  " : "")}({step.Step.Legal.Basis})";
    }

    static string Day(string word, DateOnly? day) => day is { } date ? $"{word}{date:yyyy-MM-dd}" : "";

    static string Rollout(Rollout rollout) => rollout.Municipalities.Count == 0 ? $"{rollout.Percent} percent"
        : $"municipalities {string.Join(", ", rollout.Municipalities)}{(rollout.Percent < 100 ? $", {rollout.Percent} percent" : "")}";
}
