namespace Proactive.Cel;

/// <summary>A type of the language, with structural equality; <see cref="ToString"/> is how authors write it.</summary>
public sealed class CelType : IEquatable<CelType>
{
    readonly CelType[] arguments;

    CelType(CelTypeTag tag, string name, CelRecordType? record = null, params CelType[] arguments)
    {
        Tag = tag;
        Kind = tag.Kind();
        Name = name;
        RecordType = record;
        this.arguments = arguments;
    }

    public static CelType Bool { get; } = new(CelTypeTag.Bool, "bool");
    public static CelType Int { get; } = new(CelTypeTag.Int, "int");
    public static CelType Uint { get; } = new(CelTypeTag.Uint, "uint");
    public static CelType Double { get; } = new(CelTypeTag.Double, "double");
    public static CelType String { get; } = new(CelTypeTag.String, "string");
    public static CelType Bytes { get; } = new(CelTypeTag.Bytes, "bytes");
    public static CelType Null { get; } = new(CelTypeTag.Null, "null");
    public static CelType Timestamp { get; } = new(CelTypeTag.Timestamp, "timestamp");
    public static CelType Duration { get; } = new(CelTypeTag.Duration, "duration");
    public static CelType Date { get; } = new(CelTypeTag.Date, "date");
    public static CelType Period { get; } = new(CelTypeTag.Period, "period");

    /// <summary>Any value: what is known only at run time.</summary>
    public static CelType Dyn { get; } = new(CelTypeTag.Dyn, "dyn");

    // The element type of [] and {}: fits everything, is nothing.
    internal static CelType Never { get; } = new(CelTypeTag.Never, "dyn");

    public static CelType List(CelType element) => new(CelTypeTag.List, "list", null, element);

    public static CelType Map(CelType key, CelType value) => new(CelTypeTag.Map, "map", null, key, value);

    public static CelType Optional(CelType value) => new(CelTypeTag.Optional, "optional", null, value);

    /// <summary>The type of a type value, as <c>type(1)</c> gives.</summary>
    public static CelType TypeOf(CelType type) => new(CelTypeTag.Type, "type", null, type);

    public static CelType Record(CelRecordType record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(CelTypeTag.Record, record.Name, record);
    }

    /// <summary>A type parameter of a function signature: the same letter stands for the same type.</summary>
    public static CelType Parameter(string name) => new(CelTypeTag.Parameter, name);

    internal CelTypeTag Tag { get; }

    /// <summary>The kind of every value of the type; null where the type says nothing.</summary>
    internal CelKind? Kind { get; }

    internal CelRecordType? RecordType { get; }

    /// <summary>What a list type holds; null for any other type.</summary>
    public CelType? Element => Tag == CelTypeTag.List ? First : null;

    /// <summary>The name without type arguments: <c>list</c>.</summary>
    public string Name { get; }

    internal CelType First => arguments[0];

    internal CelType Second => arguments[1];

    internal bool IsDyn => Tag is CelTypeTag.Dyn or CelTypeTag.Never;

    internal IReadOnlyList<CelType> Arguments => arguments;

    // What type(x) prints and compares: type arguments are erased, as values do not carry them.
    internal string RuntimeName => Tag switch
    {
        CelTypeTag.Null => "null_type",
        CelTypeTag.Timestamp => "google.protobuf.Timestamp",
        CelTypeTag.Duration => "google.protobuf.Duration",
        CelTypeTag.Optional => "optional_type",
        _ => Name,
    };

    public bool Equals(CelType? other) =>
        ReferenceEquals(this, other) || (other is not null && Tag == other.Tag && Name == other.Name
            && (RecordType is null || RecordType.Equals(other.RecordType)) && arguments.AsSpan().SequenceEqual(other.arguments));

    public override bool Equals(object? obj) => Equals(obj as CelType);

    public override int GetHashCode() => HashCode.Combine(Tag, Name);

    public override string ToString() =>
        arguments.Length == 0 || Tag == CelTypeTag.Type ? Name : $"{Name}<{string.Join(", ", arguments.AsEnumerable())}>";
}
