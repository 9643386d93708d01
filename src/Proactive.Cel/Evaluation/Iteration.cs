namespace Proactive.Cel.Evaluation;

/// <summary>What a comprehension goes through: a list's elements, or a map's keys and values.</summary>
readonly struct Iteration
{
    public readonly IReadOnlyList<CelValue> Items;
    readonly CelMap? map;

    Iteration(IReadOnlyList<CelValue> items, CelMap? map) => (Items, this.map) = (items, map);

    /// <summary>Elements of a list or keys of a map; of anything else there are none, and <see cref="Problem"/> says so.</summary>
    public static Iteration Of(CelValue range) => range.Kind switch
    {
        CelKind.List => new(range.AsList, null),
        CelKind.Map => new([.. range.AsMap.Keys], range.AsMap),
        _ => new([], null),
    };

    /// <summary>The error of a range that cannot be gone through; absent if it can.</summary>
    public static CelValue Problem(CelValue range, int offset) => range.Kind switch
    {
        CelKind.List or CelKind.Map => default,
        CelKind.Error => range,
        _ => CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(range)} has no elements", offset),
    };

    /// <summary>The first of two variables: index or key.</summary>
    public CelValue First(int position) => map is null ? CelValue.Of(position) : Items[position];

    /// <summary>The second of two variables: the element or the key's value.</summary>
    public CelValue Second(int position) => map is null ? Items[position] : map[Items[position]];
}
