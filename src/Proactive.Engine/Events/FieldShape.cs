using System.Text;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>The kinds of value an event field can be declared as.</summary>
public enum FieldKind { String, Int, Double, Bool, Date, Timestamp, List, Record }

/// <summary>What a declared field holds: a scalar, a list of one shape, or a record.</summary>
public sealed class FieldShape
{
    FieldShape(FieldKind kind, CelType type, FieldShape? element = null, RecordShape? record = null)
    {
        Kind = kind;
        Type = type;
        Element = element;
        Record = record;
    }

    public FieldKind Kind { get; }
    public CelType Type { get; }
    public FieldShape? Element { get; }
    public RecordShape? Record { get; }

    /// <summary>How a rejection names it: <c>string</c>, <c>a list</c>, <c>an object</c>.</summary>
    public override string ToString() => Kind switch
    {
        FieldKind.List => "a list",
        FieldKind.Record => "an object",
        _ => Type.ToString(),
    };

    public static FieldShape ListOf(FieldShape element) => new(FieldKind.List, CelType.List(element.Type), element);

    public static FieldShape Of(RecordShape record) => new(FieldKind.Record, CelType.Record(record.Type), record: record);

    /// <summary>The scalar an author writes as <paramref name="name"/>, or null if there is none of that name.</summary>
    public static FieldShape? Scalar(string name) => name switch
    {
        "string" => new(FieldKind.String, CelType.String),
        "int" => new(FieldKind.Int, CelType.Int),
        "double" => new(FieldKind.Double, CelType.Double),
        "bool" => new(FieldKind.Bool, CelType.Bool),
        "date" => new(FieldKind.Date, CelType.Date),
        "timestamp" => new(FieldKind.Timestamp, CelType.Timestamp),
        _ => null,
    };
}

/// <summary>One declared field of a record.</summary>
public sealed record DeclaredField(string Name, FieldShape Shape, bool Required)
{
    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
}

/// <summary>A declared record: its fields in the order in which <see cref="CelRecord"/> holds them.</summary>
public sealed class RecordShape(string name, IReadOnlyList<DeclaredField> fields)
{
    internal DeclaredField[] Declared { get; } = [.. fields];

    public IReadOnlyList<DeclaredField> Fields => Declared;

    public CelRecordType Type { get; } = new(name, [.. fields.Select(f => new CelField(f.Name, f.Shape.Type, f.Required))]);
}
