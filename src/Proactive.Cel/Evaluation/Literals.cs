namespace Proactive.Cel.Evaluation;

/// <summary>Making lists and maps of values that may be errors or optionals.</summary>
static class Literals
{
    public static CelValue List(CelValue[] values)
    {
        foreach (var value in values)
            if (value.IsError)
                return value;
        return CelValue.Of(values);
    }

    public static CelValue ListWithOptionals(CelValue[] values, bool[] areOptional, int offset)
    {
        var list = new List<CelValue>(values.Length);
        for (var i = 0; i < values.Length; i++)
            if (!areOptional[i])
                list.Add(values[i]);
            else if (Held(values[i], offset) is { IsAbsent: false } held)
                list.Add(held);
        return List([.. list]);
    }

    public static CelValue Map(CelValue[] keys, CelValue[] values, bool[] areOptional, int offset)
    {
        var entries = new Dictionary<CelValue, CelValue>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var (key, value) = (keys[i], areOptional[i] ? Held(values[i], offset) : values[i]);
            if (key.IsError)
                return key;
            if (value.IsError)
                return value;
            if (!CelMap.IsKey(key))
                return CelValue.Failed($"unsupported key type: {CelTypeTags.TypeOf(key)}", offset);
            if (!value.IsAbsent && !entries.TryAdd(key, value))
                return CelValue.Failed($"the key {key} is repeated", offset);
        }
        return CelValue.Of(CelMap.Owning(entries));
    }

    // What an optional holds; absent if nothing.
    static CelValue Held(CelValue optional, int offset) => optional.Kind switch
    {
        CelKind.Optional => optional.AsOptional ?? default,
        CelKind.Error => optional,
        _ => CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(optional)} is not an optional", offset),
    };
}
