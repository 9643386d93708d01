using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>Steps by the value which a field must have for them to apply.</summary>
sealed class StepLookup
{
    readonly CelFieldPath _path;
    readonly Dictionary<CelValue, IndexedStep[]> _byValue;
    readonly IndexedStep[] _ifAbsent;

    StepLookup(CelFieldPath path, Dictionary<CelValue, IndexedStep[]> byValue, IndexedStep[] ifAbsent)
    {
        _path = path;
        _byValue = byValue;
        _ifAbsent = ifAbsent;
    }

    public static StepLookup Of(CelFieldPath path, IEnumerable<(IndexedStep Step, CelEquality Equality)> steps)
    {
        var all = steps.ToList();
        return new StepLookup(path,
            all.SelectMany(s => s.Equality.Values.Distinct().Select(v => (Value: v, s.Step))).GroupBy(s => s.Value, s => s.Step).ToDictionary(g => g.Key, g => g.ToArray()),
            [.. all.Where(s => !s.Equality.FalseIfAbsent).Select(s => s.Step)]);
    }

    /// <summary>The steps to evaluate. Where the field is absent, those whose condition may fail for it: a failure must be reported.</summary>
    public IndexedStep[] Find(CelRecord scope)
    {
        var value = _path.Read(scope);
        return value.IsAbsent ? _ifAbsent : _byValue.GetValueOrDefault(value, []);
    }
}
