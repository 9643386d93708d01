using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

/// <summary><see cref="ParsedExpression"/> to <see cref="CheckedExpression"/>: resolves names and overloads, types every node.</summary>
sealed partial class Checker
{
    readonly CelEnvironment environment;
    readonly string source;
    readonly List<CelProblem> problems = [];

    Checker(CelEnvironment environment, string source)
    {
        this.environment = environment;
        this.source = source;
    }

    public static CheckOutcome Check(ParsedExpression parsed, CelEnvironment environment, CelType? expected)
    {
        var checker = new Checker(environment, parsed.Source);
        var root = checker.Check(parsed.Root, null);
        if (expected is not null && root is not Refused && !TypeRelations.Fits(root.Type, expected))
            root = checker.Refuse(root.Span, $"The expression gives {root.Type}, but {expected} is expected here.");
        var cost = CostEstimate.Of(root);
        if (cost > CelLimits.MaxCost)
            checker.problems.Add(new(root.Span.Offset, root.Span.Length, "The expression would cost more than is allowed; its loops are nested too deep."));
        return checker.problems.Count > 0
            ? new(null, [.. checker.problems.OrderBy(p => p.Offset)])
            : new(new(parsed.Source, root, ReadPaths.Of(root), (long)cost), []);
    }

    CheckedNode Check(Node node, Scope? scope) => node switch
    {
        LiteralNode literal => new Constant(literal.Span, CelTypeTags.TypeOf(literal.Value), literal.Value),
        NameNode name => CheckName(name, scope),
        SelectNode select => CheckSelect(select, scope),
        IndexNode index => CheckIndex(index, scope),
        CallNode call => CheckCall(call, scope),
        RelationNode relation => CheckRelation(relation, scope),
        LogicNode logic => CheckLogic(logic, scope),
        ConditionalNode conditional => CheckConditional(conditional, scope),
        ListNode list => CheckList(list, scope),
        MapNode map => CheckMap(map, scope),
        ComprehensionNode comprehension => CheckComprehension(comprehension, scope),
        BindNode bind => CheckBind(bind, scope),
        MessageNode message => Refuse(message.Span, $"'{message.Name}' is not a type that can be made here; the language has no messages."),
        _ => throw new System.Diagnostics.UnreachableException($"The checker does not know {node.GetType().Name}."),
    };

    Refused Refuse(SourceSpan span, string message)
    {
        if (environment.IsChecked)
            problems.Add(new(span.Offset, span.Length, message));
        return new(span, new(message, span.Offset));
    }

    Logic CheckLogic(LogicNode node, Scope? scope)
    {
        var terms = node.Terms.Select(t => Check(t, scope)).ToList();
        foreach (var term in terms)
            if (!TypeRelations.Fits(term.Type, CelType.Bool))
                Refuse(term.Span, $"'{(node.IsAnd ? "&&" : "||")}' joins conditions, but this is {term.Type}.");
        return new Logic(node.Span, node.IsAnd, terms);
    }

    Conditional CheckConditional(ConditionalNode node, Scope? scope)
    {
        var condition = Check(node.Condition, scope);
        var then = Check(node.Then, scope);
        var otherwise = Check(node.Otherwise, scope);
        if (!TypeRelations.Fits(condition.Type, CelType.Bool))
            Refuse(condition.Span, $"Before '?' stands a condition, but this is {condition.Type}.");
        if (!TypeRelations.Fits(then.Type, otherwise.Type) && !TypeRelations.Fits(otherwise.Type, then.Type))
            Refuse(otherwise.Span, $"Both values of '? :' must be of one type, but they are {then.Type} and {otherwise.Type}.");
        return new Conditional(node.Span, TypeRelations.Join(then.Type, otherwise.Type), condition, then, otherwise);
    }

    CheckedNode CheckRelation(RelationNode node, Scope? scope)
    {
        var left = Check(node.Left, scope);
        var right = Check(node.Right, scope);
        var problem = node.Relation switch
        {
            Relation.In => InProblem(left, right),
            Relation.Equal or Relation.NotEqual => EqualityProblem(left.Type, right.Type),
            _ => TypeRelations.AreOrdered(left.Type, right.Type) ? null
                : $"'{Text(node.OperatorSpan)}' cannot order {left.Type} and {right.Type}.",
        };
        // Without the check, values that do not belong together are unequal; only ordering them is an error.
        return problem is null || !environment.IsChecked
            ? new Comparison(node.Span, node.Relation, left, right)
            : Refuse(node.OperatorSpan, problem);
    }

    static string? EqualityProblem(CelType left, CelType right) =>
        TypeRelations.AreComparable(left, right) ? null
        : left.Tag == CelTypeTag.Null || right.Tag == CelTypeTag.Null
            ? $"{(left.Tag == CelTypeTag.Null ? right : left)} is never null; test for a missing field with has(…)."
            : $"{left} and {right} are never equal.";

    static string? InProblem(CheckedNode left, CheckedNode right) => right.Type.Tag switch
    {
        CelTypeTag.Dyn or CelTypeTag.Never => null,
        CelTypeTag.List or CelTypeTag.Map => TypeRelations.AreComparable(left.Type, right.Type.First) ? null
            : $"{left.Type} is never in {right.Type}.",
        _ => $"After 'in' comes a list or a map, but this is {right.Type}.",
    };

    ListLiteral CheckList(ListNode node, Scope? scope)
    {
        var element = CelType.Never;
        var elements = new List<(CheckedNode, bool)>(node.Elements.Count);
        foreach (var (value, isOptional) in node.Elements)
        {
            var checkedValue = Check(value, scope);
            element = TypeRelations.Join(element, isOptional ? Unwrap(checkedValue) : checkedValue.Type);
            elements.Add((checkedValue, isOptional));
        }
        return new ListLiteral(node.Span, CelType.List(element), elements);
    }

    MapLiteral CheckMap(MapNode node, Scope? scope)
    {
        var (keyType, valueType) = (CelType.Never, CelType.Never);
        var entries = new List<(CheckedNode, CheckedNode, bool)>(node.Entries.Count);
        foreach (var entry in node.Entries)
        {
            var key = Check(entry.Key, scope);
            var value = Check(entry.Value, scope);
            if (!key.Type.IsDyn && key.Type.Tag is not (CelTypeTag.Bool or CelTypeTag.Int or CelTypeTag.Uint or CelTypeTag.String))
                Refuse(key.Span, $"A map's key is a bool, int, uint or string, but this is {key.Type}.");
            keyType = TypeRelations.Join(keyType, key.Type);
            valueType = TypeRelations.Join(valueType, entry.IsOptional ? Unwrap(value) : value.Type);
            entries.Add((key, value, entry.IsOptional));
        }
        return new MapLiteral(node.Span, CelType.Map(keyType, valueType), entries);
    }

    CelType Unwrap(CheckedNode value)
    {
        if (value.Type.Tag == CelTypeTag.Optional)
            return value.Type.First;
        if (!value.Type.IsDyn)
            Refuse(value.Span, $"After '?' comes an optional, but this is {value.Type}.");
        return CelType.Dyn;
    }

    Bind CheckBind(BindNode node, Scope? scope)
    {
        var value = Check(node.Value, scope);
        var local = new Local(node.Name, value.Type);
        return new(node.Span, local, value, Check(node.Body, new(local, scope)));
    }

    string Text(SourceSpan span) => source.Substring(span.Offset, span.Length);
}
