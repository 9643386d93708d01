using Proactive.Engine.Visits;
using Proactive.Web.Pages;

namespace Proactive.Web.Guide;

/// <summary>How the guide puts numbers, days and the state of a list into words.</summary>
static class GuideWording
{
    public static string Things(this Phrases words, int count) => words.With($"guide.things-{Form(count)}", ("count", count));

    /// <summary>How far off a day is that is not past: <c>in 3 days</c>.</summary>
    public static string Until(this Phrases words, DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        <= 0 => words["guide.today"],
        1 => words["guide.tomorrow"],
        var count => words.With($"guide.days-{Form(count)}", ("count", count)),
    };

    /// <summary>What, and by when: <c>Your move: 4 things to do, the first by Friday 6 November</c>.</summary>
    public static string Headline(this Phrases words, GuideVisit visit) => visit.Lists is [var only]
        ? words.Headline(only.Title, only, visit.Today)
        : words.Headline(words["guide.lists"], State(visit.Lists), visit.Lists.SelectMany(l => l.Steps), visit.Today);

    public static string Headline(this Phrases words, string title, GuideList list, DateOnly today) => words.Headline(title, list.State, list.Steps, today);

    public static IEnumerable<GuideStep> ToDo(this IEnumerable<GuideStep> steps) => steps.Where(s => s.Number > 0);

    public static bool IsOpen(this GuideStep step) => step.Number > 0 && step.State != GuideStepState.Done;

    static string Headline(this Phrases words, string title, GuideListState state, IEnumerable<GuideStep> steps, DateOnly today)
    {
        if (state == GuideListState.Withdrawn) return words.With("guide.headline-withdrawn", ("title", title));
        if (state == GuideListState.Closed) return words.With("guide.headline-closed", ("title", title));
        var todo = steps.ToDo().ToList();
        var open = todo.Where(IsOpen).ToList();
        if (open.Count == 0) return words.With(todo.Count == 0 ? "guide.headline-nothing" : "guide.headline-done", ("title", title));
        var first = open.Where(s => s.Due is not null).MinBy(s => s.Due);
        var key = first switch
        {
            null => "open",
            { State: GuideStepState.Overdue } => "late",
            _ => open.Count == 1 ? "only" : "first",
        };
        return words.With($"guide.headline-{key}", ("title", title), ("things", words.Things(open.Count)), ("day", first is null ? "" : ShortDay(first, today)));
    }

    // Several lists together are as open as any of them.
    static GuideListState State(IReadOnlyList<GuideList> lists) =>
        lists.Any(l => l.State is GuideListState.Active or GuideListState.Done) ? GuideListState.Active : lists[0].State;

    // This year's need not be said in a heading.
    static string ShortDay(GuideStep step, DateOnly today) =>
        step.Due!.Value.Year == today.Year && step.DueText.EndsWith($" {today.Year}", StringComparison.Ordinal) ? step.DueText[..^5] : step.DueText;

    // One, a few or many, as Slavic languages count; others say the same for few and many.
    static string Form(int count) => count switch { 1 => "one", >= 2 and <= 4 => "few", _ => "many" };
}
