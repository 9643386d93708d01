
namespace Proactive.Engine.Rendering;

/// <summary>One piece of a parsed template. Expressions are still source text with its place.</summary>
abstract record TemplateNode
{
    public sealed record Text(string Value) : TemplateNode;

    public sealed record Print(TemplateExpression Expression) : TemplateNode;

    /// <summary>The first branch whose condition holds; one without a condition is the else.</summary>
    public sealed record If(IReadOnlyList<(TemplateExpression? Condition, IReadOnlyList<TemplateNode> Body)> Branches) : TemplateNode;

    public sealed record For(string Variable, TemplateExpression List, IReadOnlyList<TemplateNode> Body) : TemplateNode;

    public sealed record Include(string Name, int Offset) : TemplateNode;

    TemplateNode() { }
}

/// <summary>An expression and where it starts in the template.</summary>
sealed record TemplateExpression(string Source, int Offset);
