using Proactive.Cel.Checking;

namespace Proactive.Cel.Parsing;

/// <summary>What a node is made of, as far as it can be looked at by itself.</summary>
static class NodeParts
{
    /// <summary>The operands; a plain chain of names such as <c>data.to.postcode</c> is one piece.</summary>
    public static IEnumerable<Node> Of(Node node) => node switch
    {
        SelectNode select => Names.Qualified(select.Operand) is null ? [select.Operand] : [],
        IndexNode index => [index.Operand, index.Index],
        CallNode call => call.Target is null ? call.Arguments : [call.Target, .. call.Arguments],
        RelationNode relation => [relation.Left, relation.Right],
        LogicNode logic => logic.Terms,
        ConditionalNode conditional => [conditional.Condition, conditional.Then, conditional.Otherwise],
        ListNode list => list.Elements.Select(e => e.Value),
        MapNode map => map.Entries.SelectMany(e => new[] { e.Key, e.Value }),
        _ => [],
    };

    /// <summary>True if it reads nothing, so that its value is plain from its text.</summary>
    public static bool IsConstant(Node node) => node switch
    {
        LiteralNode => true,
        NameNode or SelectNode or ComprehensionNode or BindNode or MessageNode => false,
        _ => Of(node).All(IsConstant),
    };
}
