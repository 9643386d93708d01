using System.Runtime.InteropServices;
using Proactive.Cel;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>
/// The steps of a guide that one event type may bring. A step whose condition or rollout asks for certain values of a field is
/// looked up by the field's value, so ten thousand municipal rules cost about what the ones of this municipality cost.
/// </summary>
public sealed class StepIndex
{
    readonly IndexedStep[] _always;
    readonly StepLookup[] _lookups;

    StepIndex(RuleScope scope, IndexedStep[] always, StepLookup[] lookups)
    {
        Scope = scope;
        _always = always;
        _lookups = lookups;
    }

    /// <summary>What the steps' expressions read.</summary>
    internal RuleScope Scope { get; }

    /// <summary>The steps with no lookup: each is a candidate for every event. Evaluations are the same, and slower.</summary>
    public static StepIndex Unsorted(Guide guide, EventType type) => new(RuleScope.Of(type), StepsOf(guide, type), []);

    /// <summary>Each step under the field that leaves the fewest others beside it.</summary>
    public static StepIndex Of(Guide guide, EventType type)
    {
        var scope = RuleScope.Of(type);
        var steps = StepsOf(guide, type).Select(s => (Step: s, Equalities: EqualitiesOf(s, scope))).ToList();
        var crowds = new Dictionary<(CelFieldPath, CelValue), int>();
        foreach (var equality in steps.SelectMany(s => s.Equalities))
            foreach (var value in equality.Values) CollectionsMarshal.GetValueRefOrAddDefault(crowds, (equality.Path, value), out _)++;

        var chosen = steps.Select(s => (s.Step, Equality: s.Equalities.MinBy(e => e.Values.Sum(v => crowds[(e.Path, v)])))).ToList();
        return new StepIndex(scope,
            [.. chosen.Where(c => c.Equality is null).Select(c => c.Step)],
            [.. chosen.Where(c => c.Equality is not null).GroupBy(c => c.Equality!.Path).Select(g => StepLookup.Of(g.Key, g!))]);
    }

    static IndexedStep[] StepsOf(Guide guide, EventType type) =>
        [.. guide.Steps.Where(s => s.Expressions.ContainsKey(type.Name)).Select((s, i) => new IndexedStep(i, s, s.Expressions[type.Name]))];

    static List<CelEquality> EqualitiesOf(IndexedStep step, RuleScope scope)
    {
        var equalities = step.Expressions.When?.RequiredEqualities.ToList() ?? [];
        // Somebody whose municipality is not known is in no rollout that names some.
        if (step.Rule.Rollout.Municipalities is { Count: > 0 } municipalities && !municipalities.Contains(""))
            equalities.Add(new CelEquality(scope.Municipality, [.. municipalities.Select(m => CelValue.Of(m))], FalseIfAbsent: true));
        return equalities;
    }

    /// <summary>The steps that may apply, in the guide's order. None is left out that would match or fail.</summary>
    internal IndexedStep[] Candidates(CelRecord scope)
    {
        var found = _always;
        foreach (var lookup in _lookups)
        {
            var more = lookup.Find(scope);
            if (more.Length > 0) found = found.Length == 0 ? more : Merged(found, more);
        }

        return found;
    }

    static IndexedStep[] Merged(IndexedStep[] left, IndexedStep[] right)
    {
        var merged = new IndexedStep[left.Length + right.Length];
        var (l, r) = (0, 0);
        for (var i = 0; i < merged.Length; i++)
            merged[i] = r == right.Length || (l < left.Length && left[l].Place < right[r].Place) ? left[l++] : right[r++];
        return merged;
    }
}
