using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// The open steps that one part of a message tells, in the order to do them: what can be done today, what has to wait for a day or for
/// another step of the list, and what happens by itself.
/// </summary>
sealed record PartList(Part Part, IReadOnlyList<ListedStep> Now, IReadOnlyList<ListedStep> Later, IReadOnlyList<ListedStep> Automatic)
{
    public int Count => Now.Count + Later.Count;

    public IEnumerable<ListedStep> ToDo => Now.Concat(Later);

    /// <summary>In the order of the page.</summary>
    public IEnumerable<ListedStep> All => ToDo.Concat(Automatic);

    /// <param name="done">How many steps the parts before it have: the numbers go on from there.</param>
    /// <param name="idPrefix">Keeps ids apart where a message has several parts.</param>
    public static PartList Of(Part part, int done, string idPrefix, string locale, DateOnly today)
    {
        var steps = InOrder(part);
        var todo = steps.Where(s => !s.Step.Automatic).ToList();
        var later = todo.Where(IsLater).ToList();
        var numbers = todo.Except(later).Concat(later).Select((s, i) => (s.Step.Id, Number: done + i + 1)).ToDictionary(s => s.Id, s => s.Number);
        return new PartList(
            part, [.. todo.Except(later).Select(s => Listed(s, numbers[s.Step.Id]))], [.. later.Select(s => Listed(s, numbers[s.Step.Id]))],
            [.. steps.Where(s => s.Step.Automatic).Select((s, i) => Listed(s, i + 1))]);

        bool IsLater((Step Step, StepRule Rule) s) => s.Step.Opens > today || todo.Exists(t => s.Rule.After.Contains(t.Step.Id));

        ListedStep Listed((Step Step, StepRule Rule) s, int number) => new(
            ListedStep.Tell(s.Step, s.Rule, idPrefix + s.Step.Id, locale) with { Key = $"{part.Journey.Id}/{s.Step.Id}" }, s.Rule, number, !s.Step.Automatic && s.Step.Opens > today ? s.Step.Opens : null,
            s.Step.Automatic ? [] : [.. todo.Where(t => s.Rule.After.Contains(t.Step.Id)).Select(t => Escape.Clean(t.Rule.Title.In(locale)))]);
    }

    static IReadOnlyList<(Step Step, StepRule Rule)> InOrder(Part part)
    {
        var (notice, journey, guide, _) = part;
        var told = journey.Steps.Where(s => notice.Steps.Contains(s.Id) && s.State.IsOpen())
            .Select(s => (Step: s, Rule: guide.Step(s.Id, journey.Effective)
                ?? throw new TemplateException(guide.Id, $"the rule book has no step '{s.Id}' that was valid on {journey.Effective:yyyy-MM-dd}"))).ToList();
        return StepSequence.Order(told, s => s.Rule, s => s.Step.Due);
    }
}
