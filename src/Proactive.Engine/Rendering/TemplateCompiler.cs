using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Compiles parsed templates: every placeholder is checked against the model's type, so a wrong one is found when content is loaded.</summary>
sealed class TemplateCompiler(Func<string, TemplateSource?> partials, ProblemList problems)
{
    const int MaxDepth = 8;
    const int MaxIncludes = 200;

    readonly Dictionary<string, string> _included = [];
    int _includes;

    delegate void Write(TemplateOutput text, CelRecord variables);

    public CheckedTemplate Compile(TemplateSource source, CelRecordType model)
    {
        _included.Clear();
        _includes = 0;
        var body = Body(source, TemplateParser.Parse(source, problems), model, 0);
        return new CheckedTemplate(source, new Dictionary<string, string>(_included), new Action<TemplateOutput, CelRecord>(body));
    }

    Write Body(TemplateSource source, IReadOnlyList<TemplateNode> nodes, CelRecordType scope, int depth)
    {
        Write[] parts = [.. nodes.Select(n => Node(source, n, scope, depth))];
        return (text, variables) =>
        {
            foreach (var part in parts) part(text, variables);
        };
    }

    Write Node(TemplateSource source, TemplateNode node, CelRecordType scope, int depth) => node switch
    {
        TemplateNode.Text(var value, var offset) => Text(value, new TemplatePlace(source, offset)),
        TemplateNode.Print(var expression) => Value(source, expression, scope),
        TemplateNode.If(var branches) => If(source, branches, scope, depth),
        TemplateNode.For loop => For(source, loop, scope, depth),
        TemplateNode.Include include => Include(source, include, scope, depth),
        _ => throw new System.Diagnostics.UnreachableException("There are five kinds of template node."),
    };

    static Write Text(string value, TemplatePlace place) => (text, _) => text.Append(value, place);

    Write Value(TemplateSource source, TemplateExpression expression, CelRecordType scope)
    {
        if (Compile(source, expression, scope, null) is not { } compiled) return Nothing;
        var place = new TemplatePlace(source, expression.Offset);
        if (compiled.Type.Equals(CelType.String)) return (text, variables) => text.Append(Read(place, compiled, variables).AsString, place);
        if (compiled.Type.Equals(CelType.Int)) return (text, variables) => text.Append(Read(place, compiled, variables).AsInt, place);
        problems.Add(source.ProblemAt(expression.Offset, $"'{expression.Source}' is {compiled.Type}; only text and whole numbers can be printed"));
        return Nothing;
    }

    Write If(TemplateSource source, IReadOnlyList<(TemplateExpression? Condition, IReadOnlyList<TemplateNode> Body)> branches, CelRecordType scope, int depth)
    {
        var compiled = branches.Select(b => (
            Condition: b.Condition is null ? null : Compile(source, b.Condition, scope, CelType.Bool),
            Place: new TemplatePlace(source, b.Condition?.Offset ?? 0),
            Body: Body(source, b.Body, scope, depth))).ToArray();
        return (text, variables) =>
        {
            foreach (var branch in compiled)
            {
                if (branch.Condition is not null && !Read(branch.Place, branch.Condition, variables).AsBool) continue;
                branch.Body(text, variables);
                return;
            }
        };
    }

    Write For(TemplateSource source, TemplateNode.For loop, CelRecordType scope, int depth)
    {
        if (Compile(source, loop.List, scope, null) is not { } list) return Nothing;
        if (list.Type.Element is not { } element)
        {
            problems.Add(source.ProblemAt(loop.List.Offset, $"'{loop.List.Source}' is {list.Type}, not a list"));
            return Nothing;
        }

        if (!new TemplateExpression(loop.Variable, 0).IsPlain || scope.IndexOf(loop.Variable) >= 0)
        {
            problems.Add(source.ProblemAt(loop.List.Offset, $"'{loop.Variable}' is already the name of something else; choose another"));
            return Nothing;
        }

        var inner = new CelRecordType(scope.Name, [.. scope.Fields, new CelField(loop.Variable, element)]);
        var body = Body(source, loop.Body, inner, depth);
        var place = new TemplatePlace(source, loop.List.Offset);
        return (text, variables) =>
        {
            var items = Read(place, list, variables).AsList;
            if (items.Count == 0) return;
            var (scoped, slots) = text.Scope(inner, variables, items[0]);
            foreach (var item in items)
            {
                text.Turn(place);
                slots[^1] = item;
                body(text, scoped);
            }
        };
    }

    Write Include(TemplateSource source, TemplateNode.Include include, CelRecordType scope, int depth)
    {
        if (partials(include.Name) is not { } partial)
        {
            problems.Add(source.ProblemAt(include.Offset, $"there is no partial '{include.Name}' for this language"));
            return Nothing;
        }

        _included[include.Name] = partial.Text;
        if (depth >= MaxDepth) problems.Add(source.ProblemAt(include.Offset, $"partials include each other more than {MaxDepth} deep"));
        else if (++_includes > MaxIncludes) problems.Add(source.ProblemAt(include.Offset, $"a template and its partials include more than {MaxIncludes} partials"));
        else return Body(partial, TemplateParser.Parse(partial, problems), scope, depth + 1);
        return Nothing;
    }

    CompiledExpression? Compile(TemplateSource source, TemplateExpression expression, CelRecordType scope, CelType? expected)
    {
        var compilation = CelEnvironment.Standard.WithVariables(scope).Compile(expression.Source, expected);
        foreach (var problem in compilation.Problems) problems.Add(source.ProblemAt(expression.Offset + problem.Offset, problem.Message));
        if (compilation.Expression is not null && !expression.IsPlain)
            problems.Add(source.ProblemAt(expression.Offset, $"'{expression.Source}' is more than a template may say; write paths, whole numbers, 'text', comparisons, &&, || and !"));
        return compilation.Expression;
    }

    static CelValue Read(TemplatePlace place, CompiledExpression expression, CelRecord variables)
    {
        var value = expression.Evaluate(variables);
        return value.IsError ? throw place.Failure($"'{expression.Source}': {RuleFailure.Describe(value.AsError)}") : value;
    }

    static void Nothing(TemplateOutput text, CelRecord variables)
    {
        // what could not be compiled is a problem already, and a set with problems is never rendered
    }
}
