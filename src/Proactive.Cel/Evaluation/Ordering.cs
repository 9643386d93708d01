using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

/// <summary>The order of values, and relations decided at run time.</summary>
static class Ordering
{
    /// <summary>Whether the relation holds; an error if the values have no order between them.</summary>
    public static CelValue Relate(CelValue left, CelValue right, Relation relation, int offset)
    {
        if (left.IsError)
            return left;
        if (right.IsError)
            return right;
        return relation switch
        {
            Relation.Equal => CelValue.Of(left.Equals(right)),
            Relation.NotEqual => CelValue.Of(!left.Equals(right)),
            Relation.In => Membership.Contains(left, right, offset),
            _ => AreOrdered(left.Kind, right.Kind)
                ? CelValue.Of(Holds(Compare(left, right), relation))
                : CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(left)} {Symbol(relation)} {CelTypeTags.TypeOf(right)}", offset),
        };
    }

    /// <summary>The same for values that are known to be ordered and no errors.</summary>
    public static bool RelateOrdered(CelValue left, CelValue right, Relation relation) => Holds(Compare(left, right), relation);

    public static bool AreOrdered(CelKind left, CelKind right) => left == right
        ? left is CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Double or CelKind.String or CelKind.Bytes
            or CelKind.Timestamp or CelKind.Duration or CelKind.Date
        : Numbers.IsNumber(left) && Numbers.IsNumber(right);

    static bool Holds(int? order, Relation relation) => relation switch
    {
        Relation.Less => order < 0,
        Relation.LessOrEqual => order <= 0,
        Relation.Greater => order > 0,
        _ => order >= 0,
    };

    static int? Compare(CelValue left, CelValue right) => left.Kind switch
    {
        CelKind.String => CodePoints.Compare(left.AsString, right.AsString),
        CelKind.Bytes => left.AsBytes.Span.SequenceCompareTo(right.AsBytes.Span),
        CelKind.Timestamp => (left.Bits, left.Extra).CompareTo((right.Bits, right.Extra)),
        CelKind.Bool or CelKind.Duration or CelKind.Date => left.Bits.CompareTo(right.Bits),
        _ => Numbers.Compare(left, right),
    };

    static string Symbol(Relation relation) => relation switch
    {
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        Relation.Greater => ">",
        _ => ">=",
    };
}
