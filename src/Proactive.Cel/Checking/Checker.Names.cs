using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

// Names and selections: what a name stands for, and where in a.b.c the name ends and the fields begin.
sealed partial class Checker
{
    CheckedNode CheckName(NameNode node, Scope? scope)
    {
        if (!node.IsRooted && Scope.Find(scope, node.Name) is { } local)
            return new LocalUse(node.Span, local);
        return Resolve(node, scope) ?? Refuse(node.Span, $"'{node.Name}' is not a name known here.{Suggestions.DidYouMean(node.Name, Known(scope))}");
    }

    /// <summary>The variable or type a chain of names stands for, the longest first; null if none.</summary>
    CheckedNode? Resolve(Node node, Scope? scope)
    {
        if (Names.Qualified(node) is not { } name || (!name.First.IsRooted && Scope.Find(scope, name.First.Name) is not null))
            return null;
        foreach (var candidate in Names.Candidates(environment.Container, name.Full))
        {
            var slot = environment.Variables.IndexOf(candidate);
            if (slot >= 0)
                return new Variable(node.Span, environment.Variables.Fields[slot], slot);
            if (Names.TypeNamed(candidate) is { } type)
                return new Constant(node.Span, CelType.TypeOf(type), CelValue.Of(type));
        }
        return null;
    }

    CheckedNode CheckSelect(SelectNode node, Scope? scope)
    {
        if (Resolve(node, scope) is { } resolved)
            return resolved;
        var operand = Check(node.Operand, scope);
        if (operand is Refused)
            return operand;
        var access = node.IsTest ? Access.Test : node.IsOptional ? Access.Optional : Access.Read;
        if (operand.Type.Tag == CelTypeTag.Record)
            return CheckField(node, operand, access);
        var (container, isOptional) = operand.Type.Tag == CelTypeTag.Optional ? (operand.Type.First, true) : (operand.Type, false);
        var field = FieldType(container, node.Field);
        if (field is null)
            return Refuse(node.FieldSpan, container.Tag == CelTypeTag.Record
                ? NoField(node, container)
                : $"{operand.Type} has no fields; '.{node.Field}' cannot be read from it.");
        // has(x.?a.b) asks the optional that x.?a gives.
        if (access == Access.Test)
            return new DynamicField(node.Span, CelType.Bool, operand, node.Field, access);
        var type = isOptional || access == Access.Optional ? CelType.Optional(field) : field;
        return new DynamicField(node.Span, type, operand, node.Field, access);
    }

    CheckedNode CheckField(SelectNode node, CheckedNode operand, Access access)
    {
        var slot = operand.Type.RecordType!.IndexOf(node.Field);
        if (slot < 0)
            return Refuse(node.FieldSpan, NoField(node, operand.Type));
        var field = operand.Type.RecordType.Fields[slot];
        var type = access switch
        {
            Access.Test => CelType.Bool,
            Access.Optional => CelType.Optional(field.Type),
            _ => field.Type,
        };
        return new RecordField(node.Span, type, operand, field, slot, access);
    }

    string NoField(SelectNode node, CelType record) =>
        $"'{Text(node.Operand.Span)}' has no field '{node.Field}'.{Suggestions.DidYouMean(node.Field, record.RecordType!.Fields.Select(f => f.Name))}";

    CelType? FieldType(CelType container, string field) => container.Tag switch
    {
        CelTypeTag.Dyn or CelTypeTag.Never => CelType.Dyn,
        CelTypeTag.Map when !environment.IsChecked || TypeRelations.Fits(CelType.String, container.First) => Known(container.Second),
        CelTypeTag.Record when container.RecordType!.IndexOf(field) is var slot and >= 0 => container.RecordType.Fields[slot].Type,
        _ => null,
    };

    CheckedNode CheckIndex(IndexNode node, Scope? scope)
    {
        var operand = Check(node.Operand, scope);
        var index = Check(node.Index, scope);
        if (operand is Refused)
            return operand;
        var (container, isOptional) = operand.Type.Tag == CelTypeTag.Optional ? (operand.Type.First, true) : (operand.Type, false);
        var (element, problem) = ElementType(container, index.Type);
        if (problem is not null && environment.IsChecked)
            return Refuse(index.Span, problem);
        var type = isOptional || node.IsOptional ? CelType.Optional(element) : element;
        return new Element(node.Span, type, operand, index, node.IsOptional ? Access.Optional : Access.Read);
    }

    static (CelType Type, string? Problem) ElementType(CelType container, CelType index) => container.Tag switch
    {
        CelTypeTag.Dyn or CelTypeTag.Never => (CelType.Dyn, null),
        CelTypeTag.List => (Known(container.First), index.IsDyn || TypeRelations.IsNumber(index) ? null : $"A list is indexed by int, but this is {index}."),
        CelTypeTag.Map => (Known(container.Second), TypeRelations.AreComparable(index, container.First) ? null
            : $"The map's keys are {container.First}, but this is {index}."),
        _ => (CelType.Dyn, $"{container} cannot be indexed; only lists and maps can."),
    };

    // What is taken out of an empty literal is of no known type.
    static CelType Known(CelType type) => type.Tag == CelTypeTag.Never ? CelType.Dyn : type;

    IEnumerable<string> Known(Scope? scope)
    {
        for (; scope is not null; scope = scope.Outer)
            yield return scope.Local.Name;
        foreach (var field in environment.Variables.Fields)
            yield return field.Name;
    }
}
