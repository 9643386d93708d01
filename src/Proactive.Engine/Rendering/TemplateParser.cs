using System.Text.RegularExpressions;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// Template text to nodes. The language is the part of Scriban that the words need: <c>{{ path }}</c>, <c>if / else if / else / end</c>,
/// <c>for x in path</c>, <c>include 'name'</c>, and <c>{{~ ~}}</c> to leave no blank line behind; a tag stands on one line.
/// </summary>
sealed partial class TemplateParser
{
    readonly TemplateSource _source;
    readonly ProblemList _problems;
    readonly List<TemplateToken> _tokens;
    int _next;

    TemplateParser(TemplateSource source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _tokens = TemplateToken.Split(source, problems);
    }

    public static IReadOnlyList<TemplateNode> Parse(TemplateSource source, ProblemList problems)
    {
        var parser = new TemplateParser(source, problems);
        var body = parser.Body();
        if (parser.Current is { } stray) parser.Problem(stray, $"'{stray.Text}' closes nothing that is open");
        return body;
    }

    TemplateToken? Current => _next < _tokens.Count ? _tokens[_next] : null;

    void Problem(TemplateToken at, string message) => _problems.Add(_source.ProblemAt(at.Offset, message));

    // Reads up to an else or end, which is left for whoever opened the block.
    List<TemplateNode> Body()
    {
        var nodes = new List<TemplateNode>();
        while (Current is { } token && !(token.IsTag && token.Text is "end" or "else" || token.IsTag && ElseIf().IsMatch(token.Text)))
        {
            _next++;
            if (!token.IsTag) nodes.Add(new TemplateNode.Text(token.Text, token.Offset));
            else if (Tag(token) is { } node) nodes.Add(node);
        }

        return nodes;
    }

    TemplateNode? Tag(TemplateToken token)
    {
        if (If().Match(token.Text) is { Success: true } condition) return IfBlock(token, Expression(token, condition.Groups[1]));
        if (For().Match(token.Text) is { Success: true } loop) return ForBlock(token, loop.Groups[1].Value, Expression(token, loop.Groups[2]));
        if (Include().Match(token.Text) is { Success: true } include) return new TemplateNode.Include(include.Groups[1].Value, token.Offset);
        if (FirstWord().Match(token.Text) is { Success: true } word && word.Value is "if" or "for" or "include" or "while" or "func" or "capture" or "import")
        {
            Problem(token, $"'{token.Text}' cannot be read; write if condition, for x in list, or include 'name'");
            return null;
        }

        if (token.Text.Length > 0) return new TemplateNode.Print(new TemplateExpression(token.Text, token.Offset));
        Problem(token, "the braces are empty");
        return null;
    }

    TemplateNode.If IfBlock(TemplateToken open, TemplateExpression first)
    {
        var branches = new List<(TemplateExpression?, IReadOnlyList<TemplateNode>)> { (first, Body()) };
        while (Current is { IsTag: true } token && token.Text != "end")
        {
            _next++;
            var condition = ElseIf().Match(token.Text);
            branches.Add((condition.Success ? Expression(token, condition.Groups[1]) : null, Body()));
        }

        End(open);
        return new TemplateNode.If(branches);
    }

    TemplateNode.For ForBlock(TemplateToken open, string variable, TemplateExpression list)
    {
        var body = Body();
        End(open);
        return new TemplateNode.For(variable, list, body);
    }

    void End(TemplateToken open)
    {
        if (Current is { IsTag: true, Text: "end" }) _next++;
        else Problem(open, $"'{open.Text}' is never closed; add {{{{ end }}}}");
    }

    static TemplateExpression Expression(TemplateToken token, Group group) => new(group.Value, token.Offset + group.Index);

    [GeneratedRegex(@"^if\s+(.+)$")]
    private static partial Regex If();

    [GeneratedRegex(@"^else\s+if\s+(.+)$")]
    private static partial Regex ElseIf();

    [GeneratedRegex(@"^for\s+([A-Za-z_]\w*)\s+in\s+(.+)$")]
    private static partial Regex For();

    [GeneratedRegex(@"^include\s+'([\w-]+)'$")]
    private static partial Regex Include();

    [GeneratedRegex(@"^[a-z]+\b")]
    private static partial Regex FirstWord();
}
