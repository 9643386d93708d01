using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Proactive.Cel;

/// <summary>An immutable map; iteration keeps the order of insertion. Keys 1, 1u and 1.0 are the same key.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Map is the language's word.")]
public sealed class CelMap : IReadOnlyDictionary<CelValue, CelValue>
{
    readonly Dictionary<CelValue, CelValue> entries;

    CelMap(Dictionary<CelValue, CelValue> entries) => this.entries = entries;

    public static CelMap Empty { get; } = new([]);

    /// <summary>Makes a map; a later entry replaces an earlier one with an equal key.</summary>
    public static CelMap From(IEnumerable<KeyValuePair<CelValue, CelValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var copy = new Dictionary<CelValue, CelValue>();
        foreach (var (key, value) in entries)
            copy[key] = value;
        return new(copy);
    }

    internal static CelMap Owning(Dictionary<CelValue, CelValue> entries) => new(entries);

    internal static bool IsKey(CelValue value) => value.Kind is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String;

    public int Count => entries.Count;

    public CelValue this[CelValue key] => entries[key];

    public IEnumerable<CelValue> Keys => entries.Keys;

    public IEnumerable<CelValue> Values => entries.Values;

    public bool ContainsKey(CelValue key) => entries.ContainsKey(key);

    public bool TryGetValue(CelValue key, [MaybeNullWhen(false)] out CelValue value) => entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<CelValue, CelValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool EqualEntries(CelMap other)
    {
        if (Count != other.Count)
            return false;
        foreach (var (key, value) in entries)
            if (!other.entries.TryGetValue(key, out var there) || !value.Equals(there))
                return false;
        return true;
    }
}
