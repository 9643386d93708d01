namespace Proactive.Cel;

enum CelTypeTag : byte
{
    Dyn,
    Never,
    Parameter,
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
}

static class CelTypeTags
{
    /// <summary>The kind of every value of a type, null where the type says nothing.</summary>
    public static CelKind? Kind(this CelTypeTag tag) => tag switch
    {
        CelTypeTag.Dyn or CelTypeTag.Never or CelTypeTag.Parameter => null,
        CelTypeTag.Null => CelKind.Null,
        CelTypeTag.Bool => CelKind.Bool,
        CelTypeTag.Int => CelKind.Int,
        CelTypeTag.Uint => CelKind.Uint,
        CelTypeTag.Double => CelKind.Double,
        CelTypeTag.String => CelKind.String,
        CelTypeTag.Bytes => CelKind.Bytes,
        CelTypeTag.List => CelKind.List,
        CelTypeTag.Map => CelKind.Map,
        CelTypeTag.Timestamp => CelKind.Timestamp,
        CelTypeTag.Duration => CelKind.Duration,
        CelTypeTag.Type => CelKind.Type,
        CelTypeTag.Optional => CelKind.Optional,
        CelTypeTag.Record => CelKind.Record,
        CelTypeTag.Date => CelKind.Date,
        CelTypeTag.Period => CelKind.Period,
        _ => throw new System.Diagnostics.UnreachableException($"The type tag {tag} has no kind."),
    };

    /// <summary>Whether a host may put the value where the type is declared. Map entries stay unproven: they are read dynamically.</summary>
    public static bool Admits(this CelType type, CelValue value)
    {
        if (type.Kind != value.Kind)
            return type.IsDyn && value.Kind is not (CelKind.Absent or CelKind.Error);
        return type.Tag switch
        {
            CelTypeTag.Record => type.RecordType!.Equals(value.AsRecord.Type),
            CelTypeTag.List => type.First.IsDyn || AdmitsAll(type.First, value.AsList),
            _ => true,
        };
    }

    static bool AdmitsAll(CelType element, IReadOnlyList<CelValue> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (!element.Admits(values[i]))
                return false;
        return true;
    }

    /// <summary>The type a value reports of itself, type arguments erased.</summary>
    public static CelType TypeOf(CelValue value) => value.Kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.List => CelType.List(CelType.Dyn),
        CelKind.Map => CelType.Map(CelType.Dyn, CelType.Dyn),
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.Duration => CelType.Duration,
        CelKind.Type => CelType.TypeOf(CelType.Dyn),
        CelKind.Optional => CelType.Optional(CelType.Dyn),
        CelKind.Record => CelType.Record(value.AsRecord.Type),
        CelKind.Date => CelType.Date,
        CelKind.Period => CelType.Period,
        _ => CelType.Dyn,
    };
}
