using System.Linq.Expressions;
using Proactive.Cel.Checking;
using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

// Comparisons and the logical operators.
sealed partial class Emitter
{
    Code EmitComparison(Comparison node)
    {
        var left = Emit(node.Left);
        var right = Emit(node.Right);
        return Compared(node, left, right, node.Relation == Relation.In ? (a, b) => EmitIn(node, a, b) : (a, b) => EmitComparison(node, a, b));
    }

    static Code EmitComparison(Comparison node, Code left, Code right)
    {
        var isEquality = node.Relation is Relation.Equal or Relation.NotEqual;
        if (left.Form == Form.Typed && right.Form == Form.Typed && left.Type.Tag == right.Type.Tag && HasPlainOrder(left.Type.Tag))
            return Code.Bool(PlainComparison(node.Relation, left, right));
        if (!left.MayFail && !right.MayFail && isEquality)
        {
            var equal = Expression.Call(left.Lifted, nameof(CelValue.Equals), null, right.Lifted);
            return Code.Bool(node.Relation == Relation.Equal ? equal : Expression.Not(equal));
        }
        if (left.Type.Tag == right.Type.Tag && HasPlainOrder(left.Type.Tag))
            return GuardedComparison(node, left, right);
        if (left.Form == Form.Typed && right.Form == Form.Typed && TypeRelations.IsNumber(left.Type) && TypeRelations.IsNumber(right.Type))
            return Code.Bool(Expression.Call(typeof(Ordering), nameof(Ordering.RelateOrdered), null,
                left.Lifted, right.Lifted, Expression.Constant(node.Relation)));
        return Code.General(Relate(node, left.Lifted, right.Lifted), CelType.Bool);
    }

    // One side may be missing or a failed sum: once its kind is seen to be the expected one, the plain comparison serves.
    static Code GuardedComparison(Comparison node, Code left, Code right)
    {
        var (a, b) = (Expression.Variable(typeof(CelValue), "left"), Expression.Variable(typeof(CelValue), "right"));
        var kind = left.Type.Tag.Kind()!.Value;
        var (leftPlain, rightPlain) = (Values.Trusted(a, left.Type), Values.Trusted(b, right.Type));
        Expression isExpected = left.Form == Form.Typed ? Values.IsKind(b, kind)
            : right.Form == Form.Typed ? Values.IsKind(a, kind)
            : Expression.AndAlso(Values.IsKind(a, kind), Values.IsKind(b, kind));
        var plain = PlainComparison(node.Relation, left.Form == Form.Typed ? left : leftPlain, right.Form == Form.Typed ? right : rightPlain);
        var steps = new List<Expression>();
        if (left.Form != Form.Typed)
            steps.Add(Expression.Assign(a, left.Body));
        if (right.Form != Form.Typed)
            steps.Add(Expression.Assign(b, right.Body));
        var general = Relate(node, left.Form == Form.Typed ? left.Lifted : a, right.Form == Form.Typed ? right.Lifted : b);
        steps.Add(Expression.Condition(isExpected, Values.Wrap(plain), general));
        return Code.General(Expression.Block([a, b], steps), CelType.Bool);
    }

    static MethodCallExpression Relate(Comparison node, Expression left, Expression right) =>
        Expression.Call(typeof(Ordering), nameof(Ordering.Relate), null,
            left, right, Expression.Constant(node.Relation), Expression.Constant(node.Span.Offset));

    static bool HasPlainOrder(CelTypeTag tag) =>
        tag is CelTypeTag.Bool or CelTypeTag.Int or CelTypeTag.Uint or CelTypeTag.Double or CelTypeTag.String or CelTypeTag.Date;

    static BinaryExpression PlainComparison(Relation relation, Code left, Code right)
    {
        var (a, b) = (left.Body, right.Body);
        if (left.Type.Tag == CelTypeTag.String && relation is not (Relation.Equal or Relation.NotEqual))
            (a, b) = (Expression.Call(typeof(CodePoints), nameof(CodePoints.Compare), null, a, b), Expression.Constant(0));
        else if (left.Type.Tag == CelTypeTag.Bool && relation is not (Relation.Equal or Relation.NotEqual))
            (a, b) = (Expression.Call(a, nameof(bool.CompareTo), null, b), Expression.Constant(0));
        return relation switch
        {
            Relation.Equal => Expression.Equal(a, b),
            Relation.NotEqual => Expression.NotEqual(a, b),
            Relation.Less => Expression.LessThan(a, b),
            Relation.LessOrEqual => Expression.LessThanOrEqual(a, b),
            Relation.Greater => Expression.GreaterThan(a, b),
            _ => Expression.GreaterThanOrEqual(a, b),
        };
    }

    static Code EmitIn(Comparison node, Code left, Code right)
    {
        if (left.Form != Form.General && right.IsTypedAs(CelTypeTag.List))
            return Code.Bool(Expression.Call(typeof(Membership), nameof(Membership.Contains), null, left.Lifted, right.Body));
        if (left.IsTypedAs(CelTypeTag.String) && right.Constant is { Kind: CelKind.List } list && list.AsList.All(e => e.Kind == CelKind.String))
        {
            var texts = list.AsList.Select(e => e.AsString).ToHashSet(StringComparer.Ordinal);
            return Code.Bool(Expression.Call(Expression.Constant(texts), nameof(HashSet<string>.Contains), null, left.Body));
        }
        return Code.General(Relate(node, left.Lifted, right.Lifted), CelType.Bool);
    }

    Code EmitLogic(Logic node)
    {
        var terms = node.Terms.Select(Emit).ToList();
        return terms.TrueForAll(t => t.IsTypedAs(CelTypeTag.Bool))
            ? Code.Bool(Balanced(terms, 0, terms.Count, node.IsAnd))
            : Code.General(AbsorbingLogic(node, terms), CelType.Bool);
    }

    // && and || are associative; a balanced tree keeps a long chain from nesting deep.
    static Expression Balanced(List<Code> terms, int from, int to, bool isAnd)
    {
        if (to - from == 1)
            return terms[from].Body;
        var middle = (from + to) / 2;
        var (left, right) = (Balanced(terms, from, middle, isAnd), Balanced(terms, middle, to, isAnd));
        return isAnd ? Expression.AndAlso(left, right) : Expression.OrElse(left, right);
    }

    // A deciding term wins over errors on either side; without one, the first error is the value.
    static BlockExpression AbsorbingLogic(Logic node, List<Code> terms)
    {
        var deciding = CelValue.Of(!node.IsAnd);
        var done = Expression.Label(typeof(CelValue));
        var error = Expression.Variable(typeof(CelValue), "error");
        var value = Expression.Variable(typeof(CelValue), "term");
        var steps = new List<Expression> { Expression.Assign(error, Expression.Default(typeof(CelValue))) };
        var decide = Expression.Return(done, Expression.Constant(deciding));
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].IsTypedAs(CelTypeTag.Bool))
            {
                steps.Add(Expression.IfThen(node.IsAnd ? Expression.Not(terms[i].Body) : terms[i].Body, decide));
                continue;
            }
            steps.Add(Expression.Assign(value, terms[i].Lifted));
            var isDeciding = Values.Unwrap(value, typeof(bool));
            steps.Add(Expression.IfThenElse(Values.IsKind(value, CelKind.Bool),
                Expression.IfThen(node.IsAnd ? Expression.Not(isDeciding) : isDeciding, decide),
                Expression.IfThen(Values.IsKind(error, CelKind.Absent),
                    Expression.Assign(error, NotACondition(value, node.Terms[i].Span.Offset)))));
        }
        var undecided = Expression.Condition(Values.IsKind(error, CelKind.Absent), Expression.Constant(CelValue.Of(node.IsAnd)), error);
        steps.Add(Expression.Label(done, undecided));
        return Expression.Block([error, value], steps);
    }
}
