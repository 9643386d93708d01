using Proactive.Engine.Journeys;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Visits;

/// <summary>Writes a journey as its citizen sees it, in the words of the message. Pure.</summary>
/// <param name="ticked">Whether the citizen may take back that a step is done.</param>
sealed class GuideListing(Guide guide, string locale, Words words, DateOnly today, Func<string, bool> ticked)
{
    /// <param name="journey">As it stands on the day.</param>
    public GuideList Of(Journey journey, bool optedOut, bool objected, Answer? answer) => new(
        journey.Id, guide.Id, Clean(guide.Title), Clean(guide.Intro), words.Date(journey.Effective), StateOf(journey), !guide.Mandatory, optedOut, objected,
        journey.State is JourneyState.Active or JourneyState.Completed ? Steps(journey) : [], answer);

    static GuideListState StateOf(Journey journey) => journey.State switch
    {
        JourneyState.Active => GuideListState.Active,
        JourneyState.Completed => GuideListState.Done,
        JourneyState.Withdrawn => GuideListState.Withdrawn,
        _ => GuideListState.Closed,
    };

    // In the order of the message, in which ticking moves nothing: what can be done, what waits, what happens by itself.
    List<GuideStep> Steps(Journey journey)
    {
        var known = journey.Steps.Where(s => s.State is not (StepState.NotNeeded or StepState.Withdrawn)).Select(s => (Step: s, Rule: guide.Step(s.Id, journey.Effective)!)).Where(s => s.Rule is not null).ToList();
        var steps = StepSequence.Order(known, s => s.Rule, s => s.Step.Due).ToLookup(s => s.Step.Automatic);
        var todo = steps[false].ToList();
        var ordered = todo.OrderBy(s => s.Step.Opens > today || First(s.Rule, todo).Any()).ToList();
        return [.. ordered.Select((s, i) => StepOf(s.Step, s.Rule, i + 1, [.. First(s.Rule, todo).Where(f => f.Step.State.IsOpen()).Select(f => StepWords.Of(f.Rule, locale).Told.Title)])), .. steps[true].Select(s => StepOf(s.Step, s.Rule, 0, []))];
    }

    static IEnumerable<(Step Step, StepRule Rule)> First(StepRule rule, List<(Step Step, StepRule Rule)> todo) => todo.Where(t => rule.After.Contains(t.Rule.Id));

    GuideStep StepOf(Step step, StepRule rule, int number, List<string> after)
    {
        var told = StepWords.Of(rule, locale).Told;
        var waits = step.State.IsOpen() && step.Opens > today;
        return new GuideStep(
            step.Id, number, told.Title, told.Text, Clean(rule.Why), told.Agency, StateOf(step, waits || after.Count > 0),
            step.Due, Day(step.Due), Clean(rule.DueText), waits ? Day(step.Opens) : "", after,
            told.Action, told.ActionLabel, told.Bring, told.Phone, told.Hours, Escape.Clean(rule.Legal.Basis), rule.Legal.Source,
            step is { State: StepState.Done, DoneAt: { } done } ? Day(guide.Country.Today(done)) : "",
            step.State.IsOpen() && !step.Automatic, step.State == StepState.Done && ticked(step.Id));
    }

    GuideStepState StateOf(Step step, bool waits) => step switch
    {
        { State: StepState.Done } => GuideStepState.Done,
        { Automatic: true } => GuideStepState.Automatic,
        _ when step.Due < today => GuideStepState.Overdue,
        _ => waits ? GuideStepState.Later : GuideStepState.Now,
    };

    string Clean(LocalizedText text) => Escape.Clean(text.In(locale));

    string Day(DateOnly? date) => date is { } day ? words.Date(day) : "";
}
