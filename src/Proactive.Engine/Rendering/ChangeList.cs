using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A deadline that is no longer what a message said; null: there was none, or there is none.</summary>
sealed record MovedDeadline(string Title, DateOnly? From, DateOnly? To);

/// <summary>What is different now from what the last message told. What has been done meanwhile is no change. Titles are one clean line.</summary>
sealed record ChangeList(IReadOnlyList<string> Added, IReadOnlyList<MovedDeadline> Moved, IReadOnlyList<string> Gone)
{
    static readonly ChangeList None = new([], [], []);

    public bool Any => Added.Count + Moved.Count + Gone.Count > 0;

    /// <summary>Nothing where it is not known what was told before.</summary>
    public static ChangeList Of(PartList list, string locale)
    {
        if (list.Part is not { Notice.Kind: Notices.NoticeKind.Change, Before.Told: { } told, Journey: var journey, Guide: var guide }) return None;
        var before = told.ToDictionary(t => t.Id);
        var now = journey.Steps.ToDictionary(s => s.Id);
        var open = list.All.Select(s => (s.Told.Title, Step: now[s.RuleId])).ToList();
        return new ChangeList(
            [.. open.Where(s => !before.ContainsKey(s.Step.Id)).Select(s => s.Title)],
            [.. open.Where(s => before.TryGetValue(s.Step.Id, out var was) && was.Due != s.Step.Due).Select(s => new MovedDeadline(s.Title, before[s.Step.Id].Due, s.Step.Due))],
            [.. told.Where(t => !now.TryGetValue(t.Id, out var step) || step.State is StepState.NotNeeded or StepState.Withdrawn)
                .Select(t => guide.Step(t.Id, journey.Effective)).OfType<StepRule>().Select(r => Escape.Clean(r.Title.In(locale)))]);
    }
}
