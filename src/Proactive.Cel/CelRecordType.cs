namespace Proactive.Cel;

/// <summary>A field of a record; an optional one may be absent, and reading it then is an evaluation error.</summary>
public sealed record CelField(string Name, CelType Type, bool Required = true);

/// <summary>A named set of typed fields; the order of the fields is the order of a record's slots. Equality is structural.</summary>
public sealed class CelRecordType : IEquatable<CelRecordType>
{
    // Read for every field of every event; a bare array is read without a call.
    internal readonly CelField[] Declared;

    readonly Dictionary<string, int> indexes;

    /// <summary>Throws <see cref="ArgumentException"/> if two fields have the same name.</summary>
    public CelRecordType(string name, IReadOnlyList<CelField> fields)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(fields);
        Name = name;
        Declared = [.. fields];
        Fields = Declared.AsReadOnly();
        indexes = new(fields.Count, StringComparer.Ordinal);
        for (var i = 0; i < Fields.Count; i++)
            if (!indexes.TryAdd(Fields[i].Name, i))
                throw new ArgumentException($"The record type '{name}' has two fields '{Fields[i].Name}'.", nameof(fields));
    }

    public string Name { get; }

    public IReadOnlyList<CelField> Fields { get; }

    /// <summary>The slot of a field, -1 if there is none of that name.</summary>
    public int IndexOf(string name) => indexes.GetValueOrDefault(name, -1);

    public bool Equals(CelRecordType? other) =>
        ReferenceEquals(this, other) || (other is not null && Name == other.Name && Fields.SequenceEqual(other.Fields));

    public override bool Equals(object? obj) => Equals(obj as CelRecordType);

    public override int GetHashCode() => HashCode.Combine(Name, Fields.Count);

    public override string ToString() => Name;
}
