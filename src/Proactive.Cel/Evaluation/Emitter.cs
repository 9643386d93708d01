using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

/// <summary>Checked nodes to code. One emitter serves one expression, whose parts share its variables and its budget.</summary>
sealed partial class Emitter
{
    readonly Dictionary<Local, Code> locals = [];
    readonly Dictionary<int, ParameterExpression> roots = [];
    readonly ParameterExpression budget = Expression.Variable(typeof(long), "budget");

    public ParameterExpression Variables { get; } = Expression.Parameter(typeof(CelRecord), "variables");

    /// <summary>How many emitted parts are not typed, each of which holds values on the stack.</summary>
    public int UntypedParts { get; private set; }

    public Code Emit(CheckedNode node)
    {
        var code = EmitNode(node);
        if (code.Form != Form.Typed)
            UntypedParts++;
        return code;
    }

    Code EmitNode(CheckedNode node) => node switch
    {
        Constant constant => Code.Of(constant.Value, constant.Type),
        Variable { Field: { Required: true, Type.Tag: CelTypeTag.Record } } variable => Root(variable),
        Variable variable => SlotOf(Variables, variable.Slot, variable.Field, variable.Span.Offset),
        LocalUse use => locals[use.Local],
        RecordField field => EmitField(field),
        DynamicField field => EmitDynamicField(field),
        Element element => EmitElement(element),
        Call call => EmitCall(call),
        Comparison comparison => EmitComparison(comparison),
        Logic logic => EmitLogic(logic),
        Conditional conditional => EmitConditional(conditional),
        ListLiteral list => EmitList(list),
        MapLiteral map => EmitMap(map),
        Comprehension comprehension => EmitComprehension(comprehension),
        Bind bind => EmitBind(bind),
        Refused refused => Code.Of(CelValue.OfError(refused.Error), refused.Type),
        _ => throw new System.Diagnostics.UnreachableException($"The emitter does not know {node.GetType().Name}."),
    };

    // A record that conditions read again and again ("data") is fetched once, when the method begins.
    Code Root(Variable variable)
    {
        if (!roots.TryGetValue(variable.Slot, out var root))
            roots[variable.Slot] = root = Expression.Variable(typeof(CelRecord), variable.Field.Name);
        return new(root, variable.Type, Form.Typed);
    }

    Code EmitBind(Bind bind)
    {
        IsMetered = true;
        var value = Emit(bind.Value);
        var variable = Expression.Variable(value.Body.Type, bind.Local.Name);
        locals[bind.Local] = value.Constant is null ? value with { Body = variable } : value;
        var body = Emit(bind.Body);
        return body with { Body = Expression.Block([variable], Expression.Assign(variable, value.Body), body.Body), Constant = null };
    }

    Code EmitConditional(Conditional node)
    {
        var condition = Emit(node.Condition);
        var then = Emit(node.Then);
        var otherwise = Emit(node.Otherwise);
        var sameType = then.Form == Form.Typed && otherwise.Form == Form.Typed && then.Type.Equals(otherwise.Type);
        if (condition.IsTypedAs(CelTypeTag.Bool))
        {
            if (sameType)
                return new(Expression.Condition(condition.Body, then.Body, otherwise.Body), then.Type, Form.Typed);
            var form = then.MayFail || otherwise.MayFail ? Form.General : Form.Certain;
            return new(Expression.Condition(condition.Body, then.Lifted, otherwise.Lifted), node.Type, form);
        }
        var value = Expression.Variable(typeof(CelValue), "condition");
        return Code.General(Expression.Block([value], Expression.Assign(value, condition.Lifted), Expression.Condition(
            Values.IsKind(value, CelKind.Bool),
            Expression.Condition(Values.Unwrap(value, typeof(bool)), then.Lifted, otherwise.Lifted),
            NotACondition(value, node.Condition.Span.Offset))), node.Type);
    }

    static MethodCallExpression NotACondition(Expression value, int offset) =>
        Expression.Call(typeof(Failures), nameof(Failures.NotACondition), null, value, Expression.Constant(offset));

    // Expressions that mention only constants are run once, here, unless they are costly.
    Code Folded(Code code, bool wasMetered)
    {
        try
        {
            var value = Expression.Lambda<Func<CelValue>>(Metered(code.Lifted, CelLimits.MaxFoldingCost)).Compile(preferInterpretation: true)();
            IsMetered = wasMetered;
            return Code.Of(value, code.Type);
        }
        catch (CostExceededException)
        {
            // Left for run time, where it may cost more, or is that evaluation's error.
            return code;
        }
    }
}
