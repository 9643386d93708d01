using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

// List and map literals.
sealed partial class Emitter
{
    Code EmitList(ListLiteral node)
    {
        var elements = node.Elements.Select(e => (Code: Emit(e.Value), e.IsOptional)).ToList();
        if (elements.TrueForAll(e => e.Code.Constant is { IsError: false } && !e.IsOptional))
            return Code.Of(CelValue.Of(elements.ConvertAll(e => e.Code.Constant!.Value).ToArray()), node.Type);
        var values = Expression.NewArrayInit(typeof(CelValue), elements.Select(e => e.Code.Lifted));
        Expression list = elements.Exists(e => e.IsOptional)
            ? Expression.Call(typeof(Literals), nameof(Literals.ListWithOptionals), null,
                values, Expression.Constant(elements.ConvertAll(e => e.IsOptional).ToArray()), Expression.Constant(node.Span.Offset))
            : Expression.Call(typeof(Literals), nameof(Literals.List), null, values);
        return Code.General(Made(list, node.Type), node.Type);
    }

    Code EmitMap(MapLiteral node)
    {
        var entries = node.Entries.Select(e => (Key: Emit(e.Key), Value: Emit(e.Value), e.IsOptional)).ToList();
        var wasMetered = IsMetered;
        var map = Expression.Call(typeof(Literals), nameof(Literals.Map), null,
            Expression.NewArrayInit(typeof(CelValue), entries.Select(e => e.Key.Lifted)),
            Expression.NewArrayInit(typeof(CelValue), entries.Select(e => e.Value.Lifted)),
            Expression.Constant(entries.ConvertAll(e => e.IsOptional).ToArray()),
            Expression.Constant(node.Span.Offset));
        var code = Code.General(Made(map, node.Type), node.Type);
        return entries.TrueForAll(e => e.Key.Constant is not null && e.Value.Constant is not null) ? Folded(code, wasMetered) : code;
    }
}
