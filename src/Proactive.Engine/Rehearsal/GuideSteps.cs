using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>The steps of a life event, to look at.</summary>
public static class GuideSteps
{
    /// <summary>All steps in the order in which a citizen would be told them; the latest version of each.</summary>
    public static IReadOnlyList<StepRule> InOrder(Guide guide) =>
        StepSequence.Order([.. guide.Steps.GroupBy(s => s.Id).Select(versions => versions.Last())], s => s, _ => null);

    /// <summary>The tests that say something of a step.</summary>
    public static IReadOnlyList<RuleTest> TestsOf(StepRule step, Guide guide, IReadOnlyList<RuleTest> tests) =>
    [
        .. tests.Where(t => t.Guide.Id == guide.Id && (t.Expected.Steps.Any(s => s.Id == step.Id) || t.Expected.Not.Contains(step.Id)
            || (t.Expected.Notices ?? []).Concat(t.Expected.NotSent).Any(n => n.Step == step.Id))),
    ];
}
