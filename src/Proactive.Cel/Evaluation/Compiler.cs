using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

/// <summary><see cref="CheckedExpression"/> to <see cref="CompiledExpression"/>, by way of a .NET delegate.</summary>
internal static class Compiler
{
    public static CompiledExpression Compile(CheckedExpression expression, CelRecordType variables)
    {
        var emitter = new Emitter();
        var code = emitter.Emit(expression.Root);
        var predicate = code.IsTypedAs(CelTypeTag.Bool) && !emitter.IsMetered
            ? Expression.Lambda<Func<CelRecord, bool>>(code.Body, emitter.Variables).Compile()
            : null;
        var evaluate = predicate is not null
            ? variables => CelValue.Of(predicate(variables))
            : Expression.Lambda<Func<CelRecord, CelValue>>(emitter.Metered(code.Lifted), emitter.Variables).Compile();
        return new(expression, variables, evaluate, predicate);
    }
}
