namespace Proactive.Cel.Evaluation;

/// <summary>The operator <c>in</c>: elements of lists, keys of maps.</summary>
static class Membership
{
    public static CelValue Contains(CelValue value, CelValue container, int offset) => container.Kind switch
    {
        CelKind.List => CelValue.Of(Contains(value, container.AsList)),
        CelKind.Map => CelValue.Of(container.AsMap.ContainsKey(value)),
        _ => CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(value)} in {CelTypeTags.TypeOf(container)}", offset),
    };

    public static bool Contains(CelValue value, IReadOnlyList<CelValue> list)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Equals(value))
                return true;
        return false;
    }
}
