using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// The open steps that one part of a message tells, in the order to do them: what can be done today, what has to wait for a day or for
/// another step of the list, and what happens by itself.
/// </summary>
sealed class PartList
{
    readonly List<ListedStep> _now = [], _later = [], _automatic = [];

    /// <param name="done">How many steps the parts before it have: the numbers go on from there.</param>
    /// <param name="idPrefix">Keeps ids apart where a message has several parts.</param>
    public PartList(Part part, int done, string idPrefix, string locale, DateOnly today)
    {
        Part = part;
        var steps = InOrder(part);
        var todo = steps.Where(s => !s.Step.Automatic).ToList();
        List<(Step Step, StepRule Rule)> waiting = [];
        foreach (var step in todo)
        {
            if (step.Step.Opens > today || step.Rule.After.Any(a => todo.Exists(t => t.Step.Id == a))) waiting.Add(step);
            else Add(_now, step, done + _now.Count + 1);
        }

        foreach (var step in waiting) Add(_later, step, done + Count + 1);
        foreach (var step in steps.Where(s => s.Step.Automatic)) Add(_automatic, step, _automatic.Count + 1);

        void Add(List<ListedStep> list, (Step Step, StepRule Rule) step, int number)
        {
            var words = StepWords.Of(step.Rule, locale);
            var told = words.Told with { Id = idPrefix + step.Step.Id, Key = MessageStep.KeyOf(part.Journey.Id, step.Step.Id), Opens = step.Step.Opens, Due = step.Step.Due };
            var isLater = list == _later;
            list.Add(new ListedStep(
                told, words, step.Step.Id, number, isLater && step.Step.Opens > today ? step.Step.Opens : null,
                isLater ? [.. todo.Where(t => step.Rule.After.Contains(t.Step.Id)).Select(t => StepWords.Of(t.Rule, locale))] : []));
        }
    }

    public Part Part { get; }

    public IReadOnlyList<ListedStep> Now => _now;

    public IReadOnlyList<ListedStep> Later => _later;

    public IReadOnlyList<ListedStep> Automatic => _automatic;

    public int Count => _now.Count + _later.Count;

    public IEnumerable<ListedStep> ToDo => _now.Concat(_later);

    /// <summary>In the order of the page.</summary>
    public IEnumerable<ListedStep> All => ToDo.Concat(_automatic);

    static IReadOnlyList<(Step Step, StepRule Rule)> InOrder(Part part)
    {
        var (notice, journey, guide, _) = part;
        List<(Step Step, StepRule Rule)> told = [];
        foreach (var step in journey.Steps)
        {
            if (!step.State.IsOpen() || !notice.Steps.Contains(step.Id)) continue;
            var rule = guide.Step(step.Id, journey.Effective)
                ?? throw new TemplateException(guide.Id, $"the rule book has no step '{step.Id}' that was valid on {journey.Effective:yyyy-MM-dd}");
            told.Add((step, rule));
        }

        return StepSequence.Order(told, s => s.Rule, s => s.Step.Due);
    }
}
