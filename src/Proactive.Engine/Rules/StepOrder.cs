using Proactive.Cel;
namespace Proactive.Engine.Rules;

/// <summary>Checks what the steps of one guide say of each other: ids, versions and the order in which they come.</summary>
static class StepOrder
{
    public static void Check(IReadOnlyList<(YamlNode Node, StepRule Step)> steps, ProblemList problems)
    {
        var byId = steps.ToLookup(s => s.Step.Id);
        foreach (var (node, step) in steps)
        {
            var other = byId[step.Id].TakeWhile(s => s.Node != node).FirstOrDefault(s => Overlap(s.Step, step));
            if (other.Node is not null)
                problems.Add(IdOf(node), $"there is another step '{step.Id}' valid at the same time, in {other.Node.File.Path}:{other.Node.Line}");
            foreach (var after in step.After.Where(a => !byId.Contains(a)))
            {
                var meant = Closest.To(after, steps.Select(s => s.Step.Id));
                problems.Add(AfterOf(node), $"'after' names '{after}', but no step has this id{(meant is null ? "" : $"; was '{meant}' meant?")}");
            }

            if (Reaches(step.Id, step.After, byId, [])) problems.Add(AfterOf(node), $"'{step.Id}' comes after itself; follow its 'after' round to see how");
        }
    }

    static bool Overlap(StepRule a, StepRule b) =>
        (a.ValidFrom ?? DateOnly.MinValue) <= (b.ValidTo ?? DateOnly.MaxValue) && (b.ValidFrom ?? DateOnly.MinValue) <= (a.ValidTo ?? DateOnly.MaxValue);

    static bool Reaches(string goal, IEnumerable<string> from, ILookup<string, (YamlNode Node, StepRule Step)> steps, HashSet<string> visited) =>
        from.Any(id => id == goal || (visited.Add(id) && Reaches(goal, steps[id].SelectMany(s => s.Step.After), steps, visited)));

    static YamlNode IdOf(YamlNode step) => (step as YamlMap)?["id"] ?? step;

    static YamlNode AfterOf(YamlNode step) => (step as YamlMap)?["after"] ?? step;
}
