namespace Proactive.Cel.Parsing;

/// <summary>A node of a parsed expression: where it stands in the source (UTF-16 units) and how deep the tree below it is.</summary>
public abstract class Node
{
    protected Node(SourceSpan span, params IEnumerable<Node?> children)
    {
        Span = span;
        foreach (var child in children)
            if (child is not null && child.Depth >= Depth)
                Depth = child.Depth + 1;
    }

    public SourceSpan Span { get; }

    internal int Depth { get; private init; } = 1;
}

/// <summary>A stretch of the source text in UTF-16 units.</summary>
public readonly record struct SourceSpan(int Offset, int Length)
{
    public int End => Offset + Length;

    internal SourceSpan To(SourceSpan last) => new(Offset, Math.Max(last.End - Offset, 0));
}

public sealed class LiteralNode(SourceSpan span, CelValue value) : Node(span)
{
    public CelValue Value => value;
}

/// <summary>A simple name; a rooted one (<c>.name</c>) ignores local variables and the container.</summary>
public sealed class NameNode(SourceSpan span, string name, bool isRooted = false) : Node(span)
{
    public string Name => name;

    public bool IsRooted => isRooted;
}

/// <summary>Field selection <c>operand.field</c>, <c>operand.?field</c>, or the test <c>has(operand.field)</c>.</summary>
public sealed class SelectNode(SourceSpan span, Node operand, string fieldName, SourceSpan fieldSpan, bool isOptional = false, bool isTest = false)
    : Node(span, operand)
{
    public Node Operand => operand;

    public string Field => fieldName;

    public SourceSpan FieldSpan => fieldSpan;

    public bool IsOptional => isOptional;

    public bool IsTest => isTest;
}

/// <summary><c>operand[index]</c> or <c>operand[?index]</c>.</summary>
public sealed class IndexNode(SourceSpan span, Node operand, Node index, bool isOptional = false) : Node(span, operand, index)
{
    public Node Operand => operand;

    public Node Index => index;

    public bool IsOptional => isOptional;
}

/// <summary>A function call, a method call if it has a target, or an arithmetic operator under its standard name such as <c>_+_</c>.</summary>
public sealed class CallNode(SourceSpan span, Node? target, string function, SourceSpan nameSpan, IReadOnlyList<Node> arguments)
    : Node(span, [target, .. arguments])
{
    public Node? Target => target;

    public string Function => function;

    public SourceSpan NameSpan => nameSpan;

    public IReadOnlyList<Node> Arguments => arguments;
}
