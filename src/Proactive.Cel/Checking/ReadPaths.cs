namespace Proactive.Cel.Checking;

/// <summary>Which variables' paths an expression can read: the ground for showing what personal data a rule uses.</summary>
sealed class ReadPaths
{
    readonly SortedSet<string> reads = new(StringComparer.Ordinal);
    readonly Dictionary<Local, string?> aliases = [];

    public static IReadOnlyList<string> Of(CheckedNode root)
    {
        var paths = new ReadPaths();
        paths.Read(root);
        return [.. paths.reads];
    }

    void Read(CheckedNode node)
    {
        if (PathOf(node) is { } path)
            reads.Add(path);
    }

    /// <summary>The path a node's value stands for, still unread; null if its parts have been read on the way.</summary>
    string? PathOf(CheckedNode node)
    {
        switch (node)
        {
            case Variable variable: return variable.Field.Name;
            case LocalUse use: return aliases.GetValueOrDefault(use.Local);
            case RecordField field: return Below(PathOf(field.Operand), field.Field.Name);
            case DynamicField field: return Below(PathOf(field.Operand), field.Name);
            case Element element:
                Read(element.Index);
                return PathOf(element.Operand);
            case Bind bind:
                aliases[bind.Local] = PathOf(bind.Value);
                return PathOf(bind.Body);
            case Comprehension comprehension: return PathOf(comprehension);
            case Call call: ReadAll(call.Arguments); break;
            case Comparison comparison: ReadAll([comparison.Left, comparison.Right]); break;
            case Logic logic: ReadAll(logic.Terms); break;
            case Conditional conditional: ReadAll([conditional.Condition, conditional.Then, conditional.Otherwise]); break;
            case ListLiteral list: ReadAll(list.Elements.Select(e => e.Value)); break;
            case MapLiteral map: ReadAll(map.Entries.SelectMany(e => new[] { e.Key, e.Value })); break;
        }
        return null;
    }

    // Elements share their list's path, so data.household.exists(p, p.birthDate > x) reads data.household.birthDate.
    string? PathOf(Comprehension node)
    {
        var range = PathOf(node.Range);
        aliases[node.First] = range;
        if (node.Second is not null)
            aliases[node.Second] = range;
        if (node.Filter is not null)
            Read(node.Filter);
        Read(node.Body);
        if (range is null)
            return null;
        if (node.Kind == Parsing.ComprehensionKind.Filter)
            return range;
        // How many elements there are is read even if nothing of them is.
        if (!reads.Any(r => r == range || r.StartsWith(range + ".", StringComparison.Ordinal)))
            reads.Add(range);
        return null;
    }

    void ReadAll(IEnumerable<CheckedNode> nodes)
    {
        foreach (var node in nodes)
            Read(node);
    }

    static string? Below(string? path, string field) => path is null ? null : $"{path}.{field}";
}
