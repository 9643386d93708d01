using System.Collections.Frozen;

namespace Proactive.Cel.Checking;

/// <summary>The functions of an environment by name; global and member overloads of a name together.</summary>
sealed class FunctionSet
{
    readonly FrozenDictionary<string, CelFunction[]> byName;

    FunctionSet(FrozenDictionary<string, CelFunction[]> byName) => this.byName = byName;

    public static FunctionSet Empty { get; } = new(FrozenDictionary<string, CelFunction[]>.Empty);

    public IEnumerable<string> Names => byName.Keys;

    /// <summary>Adds overloads; one with the same signature as an existing one takes its place.</summary>
    public FunctionSet With(IEnumerable<CelFunction> added) => new(byName.Values.SelectMany(f => f).Concat(added)
        .GroupBy(f => f.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.GroupBy(f => f.ToString()).Select(same => same.Last()).ToArray(), StringComparer.Ordinal));

    public IReadOnlyList<CelFunction> Named(string name) => byName.GetValueOrDefault(name, []);

    public bool HasGlobal(string name) => byName.TryGetValue(name, out var overloads) && Array.Exists(overloads, f => !f.IsMember);
}
