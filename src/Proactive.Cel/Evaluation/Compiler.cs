using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

/// <summary><see cref="CheckedExpression"/> to .NET delegates: one for the value and, for conditions that cannot fail, one for the plain bool.</summary>
static class Compiler
{
    // Each untyped part needs room on the stack of the compiled method; thousands of them would need more than a thread has.
    const int MaxCompiledParts = 500;

    public static (Func<CelRecord, CelValue> Evaluate, Func<CelRecord, bool>? Predicate) Compile(CheckedExpression expression)
    {
        var emitter = new Emitter();
        var code = emitter.Emit(expression.Root);
        if (code.IsTypedAs(CelTypeTag.Bool) && !emitter.IsMetered)
        {
            var predicate = Expression.Lambda<Func<CelRecord, bool>>(emitter.Complete(code.Body), emitter.Variables).Compile();
            return (record => CelValue.Of(predicate(record)), predicate);
        }
        var evaluate = Expression.Lambda<Func<CelRecord, CelValue>>(emitter.Complete(code.Lifted), emitter.Variables);
        return (evaluate.Compile(preferInterpretation: emitter.UntypedParts > MaxCompiledParts), null);
    }
}
