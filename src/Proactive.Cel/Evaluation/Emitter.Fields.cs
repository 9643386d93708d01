using System.Linq.Expressions;
using Proactive.Cel.Checking;

namespace Proactive.Cel.Evaluation;

// Fields and elements.
sealed partial class Emitter
{
    Code EmitField(RecordField node)
    {
        var operand = Emit(node.Operand);
        var missing = node.Span.End - node.Field.Name.Length;
        if (operand.IsTypedAs(CelTypeTag.Record))
            return node.Access switch
            {
                Access.Test when node.Field.Required => Code.Of(CelValue.True, CelType.Bool),
                Access.Test => Code.Bool(Expression.NotEqual(Values.Kind(Slot(operand.Body, node.Slot)), Expression.Constant(CelKind.Absent))),
                Access.Optional => Code.Certain(
                    Expression.Call(typeof(Selection), nameof(Selection.OrNone), null, Slot(operand.Body, node.Slot)), node.Type),
                _ => SlotOf(operand.Body, node.Slot, node.Field, missing),
            };
        // The record may be missing: its error, if it is one, is the value.
        var value = Expression.Variable(typeof(CelValue), "record");
        var record = Values.Unwrap(value, typeof(CelRecord));
        Expression read = node.Access switch
        {
            Access.Test => Values.Wrap(Expression.NotEqual(Values.Kind(Slot(record, node.Slot)), Expression.Constant(CelKind.Absent))),
            Access.Optional => Expression.Call(typeof(Selection), nameof(Selection.OrNone), null, Slot(record, node.Slot)),
            _ => OrMissing(record, node.Slot, node.Field, missing),
        };
        var other = Expression.Call(typeof(Selection), node.Access == Access.Test ? nameof(Selection.HasField)
            : node.Access == Access.Optional ? nameof(Selection.OptionalField) : nameof(Selection.Field),
            null, value, Expression.Constant(node.Field.Name), Expression.Constant(missing));
        var isExpected = Expression.Call(typeof(Emitter), nameof(IsRecordOf), null, value, Expression.Constant(node.Operand.Type.RecordType));
        return Code.General(Expression.Block([value], Expression.Assign(value, operand.Lifted), Expression.Condition(isExpected, read, other)), node.Type);
    }

    static bool IsRecordOf(CelValue value, CelRecordType type) => value.Ref is CelRecord record && record.Type.Equals(type);

    static Code SlotOf(Expression record, int slot, CelField field, int offset) => field.Required
        ? Values.Trusted(Slot(record, slot), field.Type)
        : Code.General(OrMissing(record, slot, field, offset), field.Type);

    static IndexExpression Slot(Expression record, int slot) =>
        Expression.ArrayAccess(Expression.Field(record, nameof(CelRecord.Slots)), Expression.Constant(slot));

    static MethodCallExpression OrMissing(Expression record, int slot, CelField field, int offset) => Expression.Call(
        typeof(Selection), nameof(Selection.OrMissing), null, Slot(record, slot), Expression.Constant(Selection.NoField(field.Name, offset)));

    Code EmitDynamicField(DynamicField node)
    {
        var method = node.Access switch
        {
            Access.Test => nameof(Selection.HasField),
            Access.Optional => nameof(Selection.OptionalField),
            _ => nameof(Selection.Field),
        };
        return Code.General(Expression.Call(typeof(Selection), method, null,
            Emit(node.Operand).Lifted, Expression.Constant(node.Name), Expression.Constant(node.Span.Offset)), node.Type);
    }

    Code EmitElement(Element node)
    {
        var method = node.Access == Access.Optional ? nameof(Selection.OptionalIndex) : nameof(Selection.Index);
        return Code.General(Expression.Call(typeof(Selection), method, null,
            Emit(node.Operand).Lifted, Emit(node.Index).Lifted, Expression.Constant(node.Span.Offset)), node.Type);
    }
}
