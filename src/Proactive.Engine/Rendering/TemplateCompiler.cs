using System.Text;
using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Compiles parsed templates: every placeholder is checked against the model's type, so a wrong one is found when content is loaded.</summary>
sealed class TemplateCompiler(Func<string, TemplateSource?> partials, ProblemList problems)
{
    const int MaxIncludes = 8;

    delegate void Write(StringBuilder text, CelRecord variables);

    public Template Compile(TemplateSource source, CelRecordType model) =>
        new(source.Path, new Action<StringBuilder, CelRecord>(Body(source, TemplateParser.Parse(source, problems), model, 0)));

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
        TemplateNode.Text(var value) => (text, _) => text.Append(value),
        TemplateNode.Print(var expression) => Value(source, expression, scope),
        TemplateNode.If(var branches) => If(source, branches, scope, depth),
        TemplateNode.For loop => For(source, loop, scope, depth),
        TemplateNode.Include include => Include(source, include, scope, depth),
        _ => throw new System.Diagnostics.UnreachableException("There are five kinds of template node."),
    };

    Write Value(TemplateSource source, TemplateExpression expression, CelRecordType scope)
    {
        if (Compile(source, expression, scope, null) is not { } compiled) return Nothing;
        if (compiled.Type.Equals(CelType.String)) return (text, variables) => text.Append(Read(source, compiled, variables).AsString);
        if (compiled.Type.Equals(CelType.Int)) return (text, variables) => text.Append(Read(source, compiled, variables).AsInt);
        problems.Add(source.ProblemAt(expression.Offset, $"'{expression.Source}' is {compiled.Type}; only text and whole numbers can be printed"));
        return Nothing;
    }

    Write If(TemplateSource source, IReadOnlyList<(TemplateExpression? Condition, IReadOnlyList<TemplateNode> Body)> branches, CelRecordType scope, int depth)
    {
        var compiled = branches.Select(b => (
            Condition: b.Condition is null ? null : Compile(source, b.Condition, scope, CelType.Bool),
            IsElse: b.Condition is null,
            Body: Body(source, b.Body, scope, depth))).ToArray();
        return (text, variables) =>
        {
            foreach (var branch in compiled)
            {
                if (!branch.IsElse && !Read(source, branch.Condition!, variables).AsBool) continue;
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

        if (scope.IndexOf(loop.Variable) >= 0)
        {
            problems.Add(source.ProblemAt(loop.List.Offset, $"'{loop.Variable}' is already the name of something else; choose another"));
            return Nothing;
        }

        var inner = new CelRecordType(scope.Name, [.. scope.Fields, new CelField(loop.Variable, element)]);
        var body = Body(source, loop.Body, inner, depth);
        return (text, variables) =>
        {
            foreach (var item in Read(source, list, variables).AsList) body(text, WithItem(variables, inner, item));
        };
    }

    Write Include(TemplateSource source, TemplateNode.Include include, CelRecordType scope, int depth)
    {
        if (partials(include.Name) is not { } partial)
        {
            problems.Add(source.ProblemAt(include.Offset, $"there is no partial '{include.Name}' for this language"));
            return Nothing;
        }

        if (depth < MaxIncludes) return Body(partial, TemplateParser.Parse(partial, problems), scope, depth + 1);
        problems.Add(source.ProblemAt(include.Offset, $"partials include each other more than {MaxIncludes} deep"));
        return Nothing;
    }

    CompiledExpression? Compile(TemplateSource source, TemplateExpression expression, CelRecordType scope, CelType? expected)
    {
        var compilation = CelEnvironment.Standard.WithVariables(scope).Compile(expression.Source, expected);
        foreach (var problem in compilation.Problems) problems.Add(source.ProblemAt(expression.Offset + problem.Offset, problem.Message));
        return compilation.Expression;
    }

    static CelRecord WithItem(CelRecord variables, CelRecordType inner, CelValue item) =>
        new(inner, [.. Enumerable.Range(0, variables.Type.Fields.Count).Select(i => variables[i]), item]);

    static CelValue Read(TemplateSource source, CompiledExpression expression, CelRecord variables)
    {
        var value = expression.Evaluate(variables);
        return value.IsError ? throw new TemplateException(source.Path, $"'{expression.Source}': {value.AsError.Message}") : value;
    }

    static void Nothing(StringBuilder text, CelRecord variables)
    {
        // what could not be compiled is a problem already, and a set with problems is never rendered
    }
}
