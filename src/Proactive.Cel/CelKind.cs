namespace Proactive.Cel;

/// <summary>What a value is at run time. <see cref="Absent"/> is the default of <see cref="CelValue"/>: no value at all, which is not null.</summary>
public enum CelKind : byte
{
    Absent = 0,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Timestamp,
    Duration,
    Type,
    Optional,
    Record,
    Date,
    Period,
    Error,
}
