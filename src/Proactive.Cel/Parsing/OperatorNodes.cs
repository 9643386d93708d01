namespace Proactive.Cel.Parsing;

/// <summary>How two values are compared.</summary>
public enum Relation
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

public sealed class RelationNode(SourceSpan span, Relation relation, SourceSpan operatorSpan, Node left, Node right) : Node(span, left, right)
{
    public Relation Relation => relation;

    public SourceSpan OperatorSpan => operatorSpan;

    public Node Left => left;

    public Node Right => right;
}

/// <summary>A whole chain of <c>&amp;&amp;</c> or of <c>||</c>: one node, so a thousand terms do not nest a thousand deep.</summary>
public sealed class LogicNode(SourceSpan span, bool isAnd, IReadOnlyList<Node> terms) : Node(span, terms)
{
    public bool IsAnd => isAnd;

    public IReadOnlyList<Node> Terms => terms;
}

public sealed class ConditionalNode(SourceSpan span, Node condition, Node then, Node otherwise) : Node(span, condition, then, otherwise)
{
    public Node Condition => condition;

    public Node Then => then;

    public Node Otherwise => otherwise;
}
