using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

// Calls: straight to the one overload when everything is typed, otherwise by the kinds the arguments turn out to have.
sealed partial class Emitter
{
    Code EmitCall(Call node)
    {
        var arguments = node.Arguments.Select(Emit).ToList();
        var wasMetered = IsMetered;
        var code = EmitCall(node, arguments);
        if (arguments.TrueForAll(a => a.Constant is not null) && node.Overloads.All(o => o.IsConstant))
            return Folded(code, wasMetered);
        return code;
    }

    Code EmitCall(Call node, List<Code> arguments)
    {
        if (node.Overloads is [{ Name: "!_" }] && arguments[0].IsTypedAs(CelTypeTag.Bool))
            return Code.Bool(Expression.Not(arguments[0].Body));
        if (node.Overloads is [{ IsVariadic: false } only] && TryPlain(only, arguments) is { } plain)
            return Direct(node, only, plain);
        var variables = arguments.Select((_, i) => Expression.Variable(typeof(CelValue), $"argument{i}")).ToList();
        Expression dispatch = Expression.Call(typeof(Failures), nameof(Failures.NoOverload), null,
            Expression.Constant(Shown(node.Name)), Expression.NewArrayInit(typeof(CelValue), variables), Expression.Constant(node.Span.Offset));
        foreach (var overload in node.Overloads.Reverse())
            dispatch = Expression.Condition(Accepts(overload, variables), Invoke(node, overload, variables), dispatch);
        // An error among the arguments comes before any overload that takes everything.
        for (var i = arguments.Count - 1; i >= 0; i--)
            if (arguments[i].MayFail)
                dispatch = Expression.Condition(Values.IsError(variables[i]), variables[i], dispatch);
        var steps = variables.Select((v, i) => (Expression)Expression.Assign(v, arguments[i].Lifted)).Append(dispatch);
        return Code.General(Expression.Block(variables, steps), node.Type);
    }

    static string Shown(string name) => name.StartsWith('_') ? name.Trim('_') : name.TrimEnd('_');

    static List<Expression>? TryPlain(CelFunction overload, List<Code> arguments)
    {
        var types = overload.Body.Method.GetParameters();
        var plain = new List<Expression>(arguments.Count);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (argument, type) = (arguments[i], types[^(arguments.Count - i)].ParameterType);
            if (argument.Form == Form.Typed && type == typeof(DateOnly) && argument.Type.Tag == CelTypeTag.Date)
                plain.Add(Values.DateFrom(argument.Body));
            else if (argument.Form == Form.Typed && argument.Body.Type == type && overload.Parameters[i].Tag == argument.Type.Tag)
                plain.Add(argument.Body);
            else if (argument.Form != Form.General && type == typeof(CelValue) && IsProven(overload.Parameters[i], argument))
                plain.Add(argument.Lifted);
            else
                return null;
        }
        return plain;
    }

    static bool IsProven(CelType parameter, Code argument) =>
        parameter.Tag.Kind() is not { } kind || argument.Constant?.Kind == kind || (argument.Form == Form.Typed && argument.Type.Tag == parameter.Tag);

    Code Direct(Call node, CelFunction overload, List<Expression> arguments)
    {
        var result = Result(node, Called(overload, arguments));
        if (result.Type == typeof(CelValue))
            return Code.General(result, node.Type);
        if (result.Type == typeof(DateOnly))
            return new(Expression.Convert(Expression.Property(result, nameof(DateOnly.DayNumber)), typeof(long)), CelType.Date, Form.Typed);
        return Values.PlainType(node.Type.Tag) == result.Type && node.Type.Tag != CelTypeTag.List
            ? new(result, node.Type, Form.Typed)
            : Code.Certain(Values.Wrap(result), node.Type);
    }

    Expression Result(Call node, Expression result)
    {
        if (result.Type == typeof(CelValue))
            return Made(Expression.Call(typeof(Failures), nameof(Failures.At), null, result, Expression.Constant(node.Span.Offset)), node.Type);
        return result;
    }

    static Expression Accepts(CelFunction overload, List<ParameterExpression> arguments)
    {
        var count = overload.IsVariadic ? overload.Parameters.Count - 1 : arguments.Count;
        Expression test = Expression.Constant(true);
        for (var i = count - 1; i >= 0; i--)
            if (overload.Parameters[i].Tag.Kind() is { } kind)
                test = test is ConstantExpression ? Values.IsKind(arguments[i], kind) : Expression.AndAlso(Values.IsKind(arguments[i], kind), test);
        return test;
    }

    Expression Invoke(Call node, CelFunction overload, List<ParameterExpression> arguments)
    {
        var types = overload.Body.Method.GetParameters().Select(p => p.ParameterType).TakeLast(overload.Parameters.Count).ToList();
        var fixedCount = overload.IsVariadic ? types.Count - 1 : types.Count;
        var plain = arguments.Take(fixedCount).Select((a, i) => Values.Unwrap(a, types[i])).ToList();
        if (overload.IsVariadic)
            plain.Add(Expression.NewArrayInit(typeof(CelValue), arguments.Skip(fixedCount)));
        var result = Values.Wrap(Called(overload, plain));
        return Made(Expression.Call(typeof(Failures), nameof(Failures.At), null, result, Expression.Constant(node.Span.Offset)), node.Type);
    }
}
