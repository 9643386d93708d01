using Proactive.Cel.Checking;
using Proactive.Cel.Parsing;

namespace Proactive.Cel.Evaluation;

/// <summary>Compiles and runs every part of an expression by itself, from its own source text, with the same variables.</summary>
sealed class Explainer(SourceParts source, CelEnvironment environment, CelRecord variables)
{
    // Somebody reads this: of a long list the first elements say enough.
    const int MaxElements = 10;

    readonly CelEnvironment environment = environment.WithVariables(variables.Type);

    /// <summary>The part with its value; null if it means nothing by itself, as the name of a namespace does.</summary>
    public CelExplanation? Explain(Node node)
    {
        if (Compile(node) is not { } compiled)
            return null;
        var value = compiled.Evaluate(variables);
        return new(source.OnOneLine(node.Span), node.Span.Offset, value, value.IsError && IsAbsent(node), [.. Parts(node)]);
    }

    CompiledExpression? Compile(Node node) => environment.Compile(source.Of(node.Span)).Expression;

    IEnumerable<CelExplanation> Parts(Node node) => node switch
    {
        ComprehensionNode loop => [.. Explained([loop.Range]), .. Elements(loop)],
        // What a macro such as orValue made of its call has no text of its own: the target and the other choice do.
        BindNode { Body: ConditionalNode choice } bind when choice.Span == bind.Span => Explained([bind.Value, choice.Otherwise]),
        BindNode bind => [.. Explained([bind.Value]), .. Bound(bind)],
        // Only the branch that is taken says anything.
        ConditionalNode conditional when Compile(conditional.Condition)?.Evaluate(variables) is { Kind: CelKind.Bool } condition =>
            Explained([conditional.Condition, condition.AsBool ? conditional.Then : conditional.Otherwise]),
        _ => Explained(NodeParts.Of(node)),
    };

    IEnumerable<CelExplanation> Explained(IEnumerable<Node> nodes) => nodes.Where(n => !NodeParts.IsConstant(n)).Select(Explain).OfType<CelExplanation>();

    IEnumerable<CelExplanation> Elements(ComprehensionNode loop)
    {
        if (Compile(loop.Range) is not { } range)
            yield break;
        var iteration = Iteration.Of(range.Evaluate(variables));
        var (firstType, secondType) = Checker.VariableTypes(range.Type, loop.Second is not null);
        for (var i = 0; i < Math.Min(iteration.Items.Count, MaxElements); i++)
        {
            var (first, second) = loop.Second is null ? (iteration.Items[i], default) : (iteration.First(i), iteration.Second(i));
            var inner = With(loop.Variable, firstType, first);
            if (loop.Second is not null)
                inner = inner.With(loop.Second, secondType, second);
            var name = loop.Second is null ? loop.Variable : $"{loop.Variable} = {first}, {loop.Second}";
            var parts = loop.Filter is null ? [loop.Body] : new[] { loop.Filter, loop.Body };
            yield return new(name, loop.Span.Offset, loop.Second is null ? first : second, false, [.. inner.Explained(parts)]);
        }
    }

    IEnumerable<CelExplanation> Bound(BindNode bind)
    {
        if (Compile(bind.Value) is { } compiled && compiled.Evaluate(variables) is { IsError: false } value)
            return With(bind.Name, compiled.Type, value).Explained([bind.Body]);
        return [];
    }

    // A local name is one variable more, before which one of the same name steps back.
    Explainer With(string name, CelType type, CelValue value)
    {
        var kept = variables.Type.Fields.Zip(variables.Slots).Where(f => f.First.Name != name).ToList();
        var extended = new CelRecordType(variables.Type.Name, [.. kept.Select(k => k.First), new(name, type)]);
        return new(source, environment, new(extended, [.. kept.Select(k => k.Second), value]));
    }

    bool IsAbsent(Node node) => node switch
    {
        NameNode name => variables.Type.IndexOf(name.Name) is >= 0 and var slot && variables[slot].IsAbsent,
        SelectNode { IsTest: false, IsOptional: false } select when Compile(select.Operand)?.Evaluate(variables) is { } operand =>
            operand.IsError ? IsAbsent(select.Operand) : operand.Kind == CelKind.Record && operand.AsRecord.Type.IndexOf(select.Field) is >= 0 and var slot && operand.AsRecord[slot].IsAbsent,
        _ => false,
    };
}
