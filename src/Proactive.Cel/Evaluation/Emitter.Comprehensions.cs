using System.Linq.Expressions;
using Proactive.Cel.Checking;
using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

// Macros that go through a list or map become loops in the same method; each pass pays for its body.
sealed partial class Emitter
{
    Code EmitComprehension(Comprehension node)
    {
        var range = Emit(node.Range);
        var cost = Spend(Size(node.Body));
        var loop = new Loop(node);
        var isTrusted = range.IsTypedAs(CelTypeTag.List);
        DefineLocals(node, loop, isTrusted);
        var filter = node.Filter is null ? (Code?)null : Emit(node.Filter);
        var body = Emit(node.Body);
        var pass = Pass(node, loop, filter, body);
        var steps = new List<Expression>
        {
            Expression.Assign(loop.Range, range.Lifted),
            Expression.Assign(loop.Result, Expression.Call(
                typeof(Iteration), nameof(Iteration.Problem), null, loop.Range, Expression.Constant(node.Range.Span.Offset))),
            Expression.IfThen(Values.IsError(loop.Result), Expression.Goto(loop.End)),
            Expression.Assign(loop.Items, Expression.Call(typeof(Iteration), nameof(Iteration.Of), null, loop.Range)),
            Expression.Assign(loop.Count, Expression.Property(
                Expression.Field(loop.Items, nameof(Iteration.Items)), typeof(IReadOnlyCollection<CelValue>).GetProperty("Count")!)),
            Expression.Assign(loop.Position, Expression.Constant(0)),
            loop.Start(),
            Expression.Loop(Expression.Block(
                Expression.IfThen(Expression.GreaterThanOrEqual(loop.Position, loop.Count), Expression.Break(loop.Finished)),
                cost,
                loop.Advance(isTrusted),
                pass,
                Expression.Label(loop.Continue),
                Expression.PreIncrementAssign(loop.Position)), loop.Finished),
            loop.Finish(),
            Expression.Label(loop.End),
            loop.Result,
        };
        return Code.General(Made(Expression.Block(loop.Variables, steps), node.Type), node.Type);
    }

    void DefineLocals(Comprehension node, Loop loop, bool isTrusted)
    {
        if (node.Second is null)
        {
            locals[node.First] = isTrusted ? Values.Trusted(loop.First, node.First.Type) : Code.Certain(loop.First, node.First.Type);
            return;
        }
        locals[node.First] = isTrusted ? Values.Trusted(loop.First, CelType.Int) : Code.Certain(loop.First, node.First.Type);
        locals[node.Second] = isTrusted ? Values.Trusted(loop.Second, node.Second.Type) : Code.Certain(loop.Second, node.Second.Type);
    }

    /// <summary>What happens for one element.</summary>
    static BlockExpression Pass(Comprehension node, Loop loop, Code? filter, Code body)
    {
        var steps = new List<Expression>();
        if (filter is { } condition)
            steps.Add(IfCondition(condition, node.Filter!.Span.Offset, loop, whenTrue: null, whenFalse: Expression.Goto(loop.Continue)));
        switch (node.Kind)
        {
            case ComprehensionKind.All:
                steps.Add(Absorbing(body, node, loop, decidingIsTrue: false));
                break;
            case ComprehensionKind.Exists:
                steps.Add(Absorbing(body, node, loop, decidingIsTrue: true));
                break;
            case ComprehensionKind.ExistsOne:
                steps.Add(IfCondition(body, node.Body.Span.Offset, loop, Expression.PreIncrementAssign(loop.Matches), null));
                break;
            case ComprehensionKind.Filter:
                steps.Add(IfCondition(body, node.Body.Span.Offset, loop, loop.Collect(loop.First), null));
                break;
            default:
                steps.Add(Expression.Assign(loop.Value, body.Lifted));
                if (body.MayFail)
                    steps.Add(Expression.IfThen(Values.IsError(loop.Value), loop.EndWith(loop.Value)));
                steps.Add(loop.CollectValue(node.Kind));
                break;
        }
        return Expression.Block(steps);
    }

    /// <summary>Runs a step if a condition holds or does not; ends the loop with its error if it is neither.</summary>
    static Expression IfCondition(Code condition, int offset, Loop loop, Expression? whenTrue, Expression? whenFalse)
    {
        var (yes, no) = (whenTrue ?? Expression.Empty(), whenFalse ?? Expression.Empty());
        if (condition.IsTypedAs(CelTypeTag.Bool))
            return Expression.IfThenElse(condition.Body, yes, no);
        return Expression.Block(
            Expression.Assign(loop.Value, condition.Lifted),
            Expression.IfThen(Expression.Not(Values.IsKind(loop.Value, CelKind.Bool)), loop.EndWith(NotACondition(loop.Value, offset))),
            Expression.IfThenElse(Values.Unwrap(loop.Value, typeof(bool)), yes, no));
    }

    /// <summary>all and exists: a deciding element ends the loop and wins over errors seen before.</summary>
    static Expression Absorbing(Code body, Comprehension node, Loop loop, bool decidingIsTrue)
    {
        var decide = loop.EndWith(Expression.Constant(CelValue.Of(decidingIsTrue)));
        if (body.IsTypedAs(CelTypeTag.Bool))
            return Expression.IfThen(decidingIsTrue ? body.Body : Expression.Not(body.Body), decide);
        var holds = Values.Unwrap(loop.Value, typeof(bool));
        return Expression.Block(
            Expression.Assign(loop.Value, body.Lifted),
            Expression.IfThenElse(Values.IsKind(loop.Value, CelKind.Bool),
                Expression.IfThen(decidingIsTrue ? holds : Expression.Not(holds), decide),
                Expression.IfThen(Values.IsKind(loop.Result, CelKind.Absent),
                    Expression.Assign(loop.Result, NotACondition(loop.Value, node.Body.Span.Offset)))));
    }

    // A body of a thousand operators costs more a pass than one comparison.
    static long Size(CheckedNode node) => Math.Max(1, node.Span.Length / 8);
}
