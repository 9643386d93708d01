namespace Proactive.Cel.Parsing;

/// <summary>A source text that follows the grammar, macros expanded. Only the parser makes one.</summary>
public sealed class ParsedExpression
{
    internal ParsedExpression(string source, Node root)
    {
        Source = source;
        Root = root;
    }

    public string Source { get; }

    public Node Root { get; }
}
