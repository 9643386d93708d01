using System.Linq.Expressions;
using Proactive.Cel.Checking;
using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

// Paying. Only expressions that can repeat or grow something have a budget; in all others nothing here leaves a trace.
sealed partial class Emitter
{
    /// <summary>Whether any emitted part spends from the budget.</summary>
    public bool IsMetered { get; private set; }

    /// <summary>The whole method: the body with the root records it reads and, if any part spends, a full budget to begin with.</summary>
    public Expression Complete(Expression body)
    {
        var fetched = roots.Select(r => Expression.Assign(r.Value, Values.Unwrap(Slot(Variables, r.Key), typeof(CelRecord))));
        return roots.Count == 0 ? Metered(body, CelLimits.MaxCost) : Expression.Block(roots.Values, [.. fetched, Metered(body, CelLimits.MaxCost)]);
    }

    Expression Metered(Expression body, long full) => IsMetered
        ? Expression.Block([budget], Expression.Assign(budget, Expression.Constant(full)), body)
        : body;

    MethodCallExpression Spend(long cost)
    {
        IsMetered = true;
        return Expression.Call(typeof(Budget), nameof(Budget.Spend), null, budget, Expression.Constant(cost));
    }

    /// <summary>A value that can be large and was just made, paid for.</summary>
    Expression Made(Expression value, CelType type)
    {
        if (!CanBeLarge(type))
            return value;
        IsMetered = true;
        return Expression.Call(typeof(Budget), nameof(Budget.Made), null, budget, value);
    }

    /// <summary>A comparison of values that can be large, paid for if anything in the expression is.</summary>
    Code Compared(Comparison node, Code left, Code right, Func<Code, Code, Code> compare)
    {
        if (!IsMetered || !CanBeLarge(right.Type) || (node.Relation != Relation.In && !CanBeLarge(left.Type)))
            return compare(left, right);
        var (a, b) = (Expression.Variable(left.Body.Type, "left"), Expression.Variable(right.Body.Type, "right"));
        var (heldLeft, heldRight) = (left with { Body = a }, right with { Body = b });
        var pay = Expression.Call(typeof(Budget), nameof(Budget.Compared), null,
            budget, heldLeft.Lifted, heldRight.Lifted, Expression.Constant(node.Relation == Relation.In));
        var code = compare(heldLeft, heldRight);
        return code with { Body = Expression.Block([a, b], Expression.Assign(a, left.Body), Expression.Assign(b, right.Body), pay, code.Body) };
    }

    /// <summary>A call on plain values, paid for by their sizes if anything in the expression is.</summary>
    Expression Called(CelFunction function, IReadOnlyList<Expression> arguments)
    {
        IsMetered |= arguments.Any(a => a.Type == typeof(CelPeriod));
        if (!IsMetered || !arguments.Any(a => IsLarge(a.Type)))
            return InvokeBody(function, arguments);
        var held = arguments.Select(a => Expression.Variable(a.Type)).ToList();
        var weights = held.Where(v => IsLarge(v.Type)).Select(Weight).Append(Expression.Constant(0L)).Take(2).ToList();
        var pay = Expression.Call(typeof(Budget), nameof(Budget.Called), null, budget, weights[0], weights[1], Expression.Constant(function.Searches));
        return Expression.Block(held, [.. held.Zip(arguments, Expression.Assign), pay, InvokeBody(function, held)]);
    }

    static Expression Weight(Expression value) => Expression.Call(typeof(Budget).GetMethod(nameof(Budget.Weight), [value.Type])!, value);

    static bool IsLarge(Type type) =>
        type == typeof(string) || type == typeof(CelValue) || type == typeof(IReadOnlyList<CelValue>) || type == typeof(CelMap) || type == typeof(CelPeriod);

    static bool CanBeLarge(CelType type) => type.IsDyn || type.Tag
        is CelTypeTag.String or CelTypeTag.Bytes or CelTypeTag.List or CelTypeTag.Map or CelTypeTag.Optional or CelTypeTag.Parameter;

    static InvocationExpression InvokeBody(CelFunction overload, IEnumerable<Expression> arguments) =>
        Expression.Invoke(Expression.Constant(overload.Body), arguments);
}
