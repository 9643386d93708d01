using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

/// <summary>
/// Finds the terms of a conjunction that compare a field with constants. A false term makes the whole false even where another
/// term is an error, so whoever sees one false need not evaluate the rest.
/// </summary>
sealed class RequiredEqualities
{
    readonly List<(CelFieldPath Path, IReadOnlyList<CelValue> Values, IReadOnlyList<string> Optional)> found = [];
    readonly HashSet<string> tested = new(StringComparer.Ordinal);

    public static IReadOnlyList<CelEquality> Of(CheckedNode root)
    {
        var terms = new RequiredEqualities();
        terms.Collect(root);
        // An absent field is false rather than an error only if has() was asked of the one thing that can be absent.
        return [.. terms.found.Select(f => new CelEquality(f.Path, f.Values, f.Optional is [] || (f.Optional is [var only] && terms.tested.Contains(only))))];
    }

    // False at the first term that can use up the budget: running out is an error that no later term takes back.
    bool Collect(CheckedNode node)
    {
        switch (node)
        {
            case Logic { IsAnd: true } and:
                return and.Terms.All(Collect);
            case Comparison { Relation: Relation.Equal, Right: Constant constant } equal:
                return Add(equal.Left, [constant.Value]) || IsFree(node);
            case Comparison { Relation: Relation.Equal, Left: Constant constant } equal:
                return Add(equal.Right, [constant.Value]) || IsFree(node);
            case Comparison { Relation: Relation.In, Right: ListLiteral list } membership when list.Elements.All(e => !e.IsOptional && e.Value is Constant):
                return Add(membership.Left, [.. list.Elements.Select(e => ((Constant)e.Value).Value)]) || IsFree(node);
            case RecordField { Access: Access.Test } test when PathTo(test, out var path, out _):
                tested.Add(path.Text);
                return true;
            default:
                return IsFree(node);
        }
    }

    bool Add(CheckedNode field, IReadOnlyList<CelValue> values)
    {
        if (!PathTo(field, out var path, out var optional) || field is RecordField { Access: not Access.Read }) return false;
        CelKind? kind = field.Type.Tag is CelTypeTag.String or CelTypeTag.Int or CelTypeTag.Bool ? field.Type.Tag.Kind() : null;
        // Numbers of different kinds may be equal; constants of the field's own kind are what authors write.
        if (kind is null || values.Any(v => v.Kind != kind)) return false;
        found.Add((path, values, optional));
        return true;
    }

    // What neither loops nor makes anything, and so is never paid for.
    static bool IsFree(CheckedNode node) => node switch
    {
        Constant or Variable => true,
        RecordField field => IsFree(field.Operand),
        Comparison comparison => IsFree(comparison.Left) && IsFree(comparison.Right),
        Logic logic => logic.Terms.All(IsFree),
        ListLiteral list => list.Elements.All(e => e.Value is Constant),
        _ => false,
    };

    static bool PathTo(CheckedNode node, out CelFieldPath path, out IReadOnlyList<string> optional)
    {
        var (names, slots, absent) = (new List<string>(), new List<int>(), new List<string>());
        var isPath = Walk(node, names, slots, absent);
        path = new(string.Join('.', names), [.. slots]);
        optional = absent;
        return isPath;
    }

    static bool Walk(CheckedNode node, List<string> names, List<int> slots, List<string> optional)
    {
        var (field, slot) = node switch
        {
            Variable variable => (variable.Field, variable.Slot),
            RecordField { Access: Access.Read or Access.Test } below when IsRead(below.Operand) && Walk(below.Operand, names, slots, optional) => (below.Field, below.Slot),
            _ => (null, -1),
        };
        if (field is null) return false;
        names.Add(field.Name);
        slots.Add(slot);
        if (!field.Required) optional.Add(string.Join('.', names));
        return true;
    }

    static bool IsRead(CheckedNode node) => node is Variable or RecordField { Access: Access.Read };
}
