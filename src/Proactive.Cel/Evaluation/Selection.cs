namespace Proactive.Cel.Evaluation;

/// <summary>Fields, keys and elements found at run time.</summary>
static class Selection
{
    public static CelValue Field(CelValue operand, string name, int offset)
    {
        switch (operand.Kind)
        {
            case CelKind.Error:
                return operand;
            case CelKind.Optional:
                return operand.AsOptional is { } held ? OptionalField(held, name, offset) : operand;
            case CelKind.Map:
                return operand.AsMap.TryGetValue(CelValue.Of(name), out var value) ? value : CelValue.Failed($"no such key: '{name}'", offset);
            case CelKind.Record when operand.AsRecord.Type.IndexOf(name) is var slot and >= 0 && !operand.AsRecord[slot].IsAbsent:
                return operand.AsRecord[slot];
            case CelKind.Record:
                return NoField(name, offset);
            default:
                return CelValue.Failed($"{CelTypeTags.TypeOf(operand)} has no fields, so no '{name}'", offset);
        }
    }

    /// <summary>Whether the field is there: what has(…) asks.</summary>
    public static CelValue HasField(CelValue operand, string name, int offset)
    {
        switch (operand.Kind)
        {
            case CelKind.Error:
                return operand;
            case CelKind.Optional:
                return operand.AsOptional is { } held ? HasField(held, name, offset) : CelValue.False;
            case CelKind.Map:
                return CelValue.Of(operand.AsMap.ContainsKey(CelValue.Of(name)));
            case CelKind.Record when operand.AsRecord.Type.IndexOf(name) is var slot and >= 0:
                return CelValue.Of(!operand.AsRecord[slot].IsAbsent);
            case CelKind.Record:
                return NoField(name, offset);
            default:
                return CelValue.Failed($"{CelTypeTags.TypeOf(operand)} has no fields, so no '{name}'", offset);
        }
    }

    /// <summary>An optional of the field: <c>operand.?name</c>.</summary>
    public static CelValue OptionalField(CelValue operand, string name, int offset)
    {
        var has = HasField(operand, name, offset);
        if (has.IsError)
            return has;
        if (!has.AsBool)
            return CelValue.OptionalNone;
        var value = Field(operand, name, offset);
        return operand.Kind == CelKind.Optional || value.IsError ? value : CelValue.OptionalOf(value);
    }

    public static CelValue Index(CelValue operand, CelValue index, int offset)
    {
        if (operand.IsError)
            return operand;
        if (index.IsError)
            return index;
        return operand.Kind switch
        {
            CelKind.Optional => operand.AsOptional is { } held ? OptionalIndex(held, index, offset) : operand,
            CelKind.Map => operand.AsMap.TryGetValue(index, out var value) ? value : CelValue.Failed($"no such key: {index}", offset),
            CelKind.List => TryListIndex(operand.AsList, index, out var i)
                ? operand.AsList[i]
                : CelValue.Failed(Numbers.IsNumber(index.Kind) ? $"index out of range: {index}" : $"a list has no index {index}", offset),
            _ => CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(operand)}[{CelTypeTags.TypeOf(index)}]", offset),
        };
    }

    /// <summary>An optional of the element: <c>operand[?index]</c>.</summary>
    public static CelValue OptionalIndex(CelValue operand, CelValue index, int offset)
    {
        if (operand.IsError)
            return operand;
        if (index.IsError)
            return index;
        return operand.Kind switch
        {
            CelKind.Optional => operand.AsOptional is { } held ? OptionalIndex(held, index, offset) : operand,
            CelKind.Map => operand.AsMap.TryGetValue(index, out var value) ? CelValue.OptionalOf(value) : CelValue.OptionalNone,
            CelKind.List when Numbers.IsNumber(index.Kind) =>
                TryListIndex(operand.AsList, index, out var i) ? CelValue.OptionalOf(operand.AsList[i]) : CelValue.OptionalNone,
            _ => CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(operand)}[?{CelTypeTags.TypeOf(index)}]", offset),
        };
    }

    /// <summary>A slot that may be empty.</summary>
    public static CelValue OrMissing(CelValue slot, CelValue missing) => slot.IsAbsent ? missing : slot;

    public static CelValue OrNone(CelValue slot) => slot.IsAbsent ? CelValue.OptionalNone : CelValue.OptionalOf(slot);

    public static CelValue NoField(string name, int offset) => CelValue.Failed($"no such field '{name}'", offset);

    static bool TryListIndex(IReadOnlyList<CelValue> list, CelValue index, out int position)
    {
        var isWhole = index.Kind switch
        {
            CelKind.Int or CelKind.Uint => true,
            CelKind.Double => Numbers.TryExactInt(index.AsDouble, out _),
            _ => false,
        };
        var whole = index.Kind == CelKind.Double && isWhole ? (long)index.AsDouble : index.Bits;
        position = (int)Math.Clamp(whole, -1, int.MaxValue);
        return isWhole && whole >= 0 && whole < list.Count;
    }
}
