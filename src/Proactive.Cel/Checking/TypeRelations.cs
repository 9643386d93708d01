namespace Proactive.Cel.Checking;

/// <summary>How types relate: which fits where, what two have in common, what a type parameter stands for.</summary>
static class TypeRelations
{
    /// <summary>Whether a value of one type may stand where the other is wanted; dyn fits both ways, and is settled at run time.</summary>
    public static bool Fits(CelType actual, CelType wanted) => Unify(wanted, actual, []);

    /// <summary>The narrowest type both fit without a run-time question; dyn if there is none.</summary>
    public static CelType Join(CelType left, CelType right)
    {
        if (left.Tag == CelTypeTag.Never || left.Equals(right))
            return right;
        if (right.Tag == CelTypeTag.Never)
            return left;
        if (left.Tag != right.Tag)
            return CelType.Dyn;
        return left.Tag switch
        {
            CelTypeTag.List => CelType.List(Join(left.First, right.First)),
            CelTypeTag.Map => CelType.Map(Join(left.First, right.First), Join(left.Second, right.Second)),
            CelTypeTag.Optional => CelType.Optional(Join(left.First, right.First)),
            CelTypeTag.Type => left,
            _ => CelType.Dyn,
        };
    }

    /// <summary>Whether the types can be the two sides of ==: numbers of all kinds are.</summary>
    public static bool AreComparable(CelType left, CelType right)
    {
        if (Fits(left, right) || Fits(right, left) || (IsNumber(left) && IsNumber(right)))
            return true;
        if (left.Tag != right.Tag || left.Tag is not (CelTypeTag.List or CelTypeTag.Map or CelTypeTag.Optional))
            return false;
        for (var i = 0; i < left.Arguments.Count; i++)
            if (!AreComparable(left.Arguments[i], right.Arguments[i]))
                return false;
        return true;
    }

    public static bool AreOrdered(CelType left, CelType right)
    {
        if (left.IsDyn || right.IsDyn)
            return IsOrdered(left) && IsOrdered(right);
        return (left.Tag == right.Tag && IsOrdered(left)) || (IsNumber(left) && IsNumber(right));
    }

    public static bool IsNumber(CelType type) => type.Tag is CelTypeTag.Int or CelTypeTag.Uint or CelTypeTag.Double;

    static bool IsOrdered(CelType type) => type.IsDyn || IsNumber(type) || type.Tag
        is CelTypeTag.Bool or CelTypeTag.String or CelTypeTag.Bytes or CelTypeTag.Timestamp or CelTypeTag.Duration or CelTypeTag.Date;

    /// <summary>Matches a parameter's type with an argument's, filling in what type parameters stand for.</summary>
    public static bool Unify(CelType pattern, CelType actual, Dictionary<string, CelType> bindings)
    {
        if (pattern.Tag == CelTypeTag.Parameter)
        {
            if (!bindings.TryGetValue(pattern.Name, out var bound))
                bindings[pattern.Name] = actual;
            else if (AreComparable(bound, actual))
                bindings[pattern.Name] = Join(bound, actual);
            else
                return false;
            return true;
        }
        if (pattern.IsDyn || actual.IsDyn)
            return true;
        if (pattern.Tag != actual.Tag)
            return false;
        if (pattern.Tag == CelTypeTag.Record)
            return pattern.Equals(actual);
        if (pattern.Tag == CelTypeTag.Type)
            return true;
        for (var i = 0; i < pattern.Arguments.Count; i++)
            if (!Unify(pattern.Arguments[i], actual.Arguments[i], bindings))
                return false;
        return true;
    }

    /// <summary>The type without what it holds, which values do not carry.</summary>
    public static CelType Erase(CelType type) => type.Tag switch
    {
        CelTypeTag.List => CelType.List(CelType.Dyn),
        CelTypeTag.Map => CelType.Map(CelType.Dyn, CelType.Dyn),
        CelTypeTag.Optional => CelType.Optional(CelType.Dyn),
        _ => type,
    };

    public static CelType Substitute(CelType type, Dictionary<string, CelType> bindings) => type.Tag switch
    {
        CelTypeTag.Parameter => bindings.GetValueOrDefault(type.Name, CelType.Dyn),
        CelTypeTag.List => CelType.List(Substitute(type.First, bindings)),
        CelTypeTag.Map => CelType.Map(Substitute(type.First, bindings), Substitute(type.Second, bindings)),
        CelTypeTag.Optional => CelType.Optional(Substitute(type.First, bindings)),
        _ => type,
    };
}
