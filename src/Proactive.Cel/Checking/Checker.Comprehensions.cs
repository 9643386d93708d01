using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

// Macros that go through lists and maps: the types of their variables and results.
sealed partial class Checker
{
    CheckedNode CheckComprehension(ComprehensionNode node, Scope? scope)
    {
        var range = Check(node.Range, scope);
        if (range is Refused)
            return range;
        if (!range.Type.IsDyn && range.Type.Tag is not (CelTypeTag.List or CelTypeTag.Map))
            return Refuse(range.Span, $"Only a list or a map has elements to go through, but this is {range.Type}.");
        var (firstType, secondType) = VariableTypes(range.Type, node.Second is not null);
        var first = new Local(node.Variable, firstType);
        var second = node.Second is null ? null : new Local(node.Second, secondType);
        var inner = new Scope(first, scope);
        if (second is not null)
            inner = new(second, inner);
        var filter = node.Filter is null ? null : Check(node.Filter, inner);
        if (filter is not null)
            RequireCondition(filter);
        var body = Check(node.Body, inner);
        if (node.Kind is ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne or ComprehensionKind.Filter)
            RequireCondition(body);
        return new Comprehension(node.Span, ResultType(node.Kind, first.Type, body.Type), node.Kind, range, first, second, filter, body);
    }

    internal static (CelType First, CelType Second) VariableTypes(CelType range, bool hasTwo) => range.Tag switch
    {
        CelTypeTag.List when hasTwo => (CelType.Int, Known(range.First)),
        CelTypeTag.List => (Known(range.First), CelType.Dyn),
        CelTypeTag.Map => (Known(range.First), Known(range.Second)),
        _ => (CelType.Dyn, CelType.Dyn),
    };

    static CelType ResultType(ComprehensionKind kind, CelType element, CelType body) => kind switch
    {
        ComprehensionKind.Map => CelType.List(body),
        ComprehensionKind.Filter => CelType.List(element),
        ComprehensionKind.TransformMap => CelType.Map(element, body),
        ComprehensionKind.TransformMapEntry => body.Tag == CelTypeTag.Map ? body : CelType.Map(CelType.Dyn, CelType.Dyn),
        _ => CelType.Bool,
    };

    void RequireCondition(CheckedNode node)
    {
        if (!TypeRelations.Fits(node.Type, CelType.Bool))
            Refuse(node.Span, $"Here stands a condition for each element, but this is {node.Type}.");
    }
}
