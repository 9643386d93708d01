using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

/// <summary>What an evaluation will about cost, known before it runs: loops over loops multiply.</summary>
static class CostEstimate
{
    // Lists in events (a household, a list of children) are short.
    const double AssumedListSize = 10;

    public static double Of(CheckedNode node) => node switch
    {
        RecordField field => 1 + Of(field.Operand),
        DynamicField field => 1 + Of(field.Operand),
        Element element => 1 + Of(element.Operand) + Of(element.Index),
        Call call => 1 + call.Arguments.Sum(Of),
        Comparison comparison => 1 + Of(comparison.Left) + Of(comparison.Right),
        Logic logic => logic.Terms.Sum(Of),
        Conditional conditional => Of(conditional.Condition) + Math.Max(Of(conditional.Then), Of(conditional.Otherwise)),
        ListLiteral list => 1 + list.Elements.Sum(e => Of(e.Value)),
        MapLiteral map => 1 + map.Entries.Sum(e => Of(e.Key) + Of(e.Value)),
        Bind bind => Of(bind.Value) + Of(bind.Body),
        Comprehension loop => Of(loop.Range) + ElementsOf(loop.Range) * (1 + (loop.Filter is null ? 0 : Of(loop.Filter)) + Of(loop.Body)),
        _ => 1,
    };

    static double ElementsOf(CheckedNode range) => range switch
    {
        ListLiteral list => list.Elements.Count,
        MapLiteral map => map.Entries.Count,
        Comprehension { Kind: ComprehensionKind.Map or ComprehensionKind.Filter } loop => ElementsOf(loop.Range),
        Call { Name: "_+_" } sum => sum.Arguments.Sum(ElementsOf),
        _ => AssumedListSize,
    };
}
