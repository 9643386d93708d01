using System.Text.RegularExpressions;

namespace Proactive.Engine.Rendering;

/// <summary>One piece of a parsed template. Expressions are still source text with its place.</summary>
abstract record TemplateNode
{
    public sealed record Text(string Value, int Offset) : TemplateNode;

    public sealed record Print(TemplateExpression Expression) : TemplateNode;

    /// <summary>The first branch whose condition holds; one without a condition is the else.</summary>
    public sealed record If(IReadOnlyList<(TemplateExpression? Condition, IReadOnlyList<TemplateNode> Body)> Branches) : TemplateNode;

    public sealed record For(string Variable, TemplateExpression List, IReadOnlyList<TemplateNode> Body) : TemplateNode;

    public sealed record Include(string Name, int Offset) : TemplateNode;

    TemplateNode() { }
}

/// <summary>An expression and where it starts in the template.</summary>
sealed partial record TemplateExpression(string Source, int Offset)
{
    /// <summary>
    /// True if it means the same to CEL and to Scriban: paths, whole numbers, quoted text without escapes, comparisons,
    /// <c>&amp;&amp;</c>, <c>||</c>, <c>!</c> and brackets, no word that Scriban keeps for itself, and no prefix or suffix of a literal.
    /// </summary>
    public bool IsPlain => Plain().IsMatch(Source);

    [GeneratedRegex("""^(?>(?:(?!(?:this|empty|blank|null|if|else|end|for|while|break|continue|tablerow|with|wrap|when|case|ret|do|func|import|capture|readonly|in)\b)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\b(?!\s*\(|["'])|\d+(?![\w.])|"[^"\\]*"(?!["'])|'[^'\\]*'(?!["'])|[=!<>]=|[<>]|&&|\|\||[!()]|[ \t])+)$""")]
    private static partial Regex Plain();
}
