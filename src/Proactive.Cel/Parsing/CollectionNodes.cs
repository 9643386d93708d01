namespace Proactive.Cel.Parsing;

/// <summary>An element of a list literal; an optional one (<c>?e</c>) is left out if it holds no value.</summary>
public readonly record struct ListElement(Node Value, bool IsOptional);

/// <summary>An entry of a map literal; an optional one (<c>?k: v</c>) is left out if it holds no value.</summary>
public readonly record struct MapEntry(Node Key, Node Value, bool IsOptional);

public sealed class ListNode(SourceSpan span, IReadOnlyList<ListElement> elements) : Node(span, elements.Select(e => e.Value))
{
    public IReadOnlyList<ListElement> Elements => elements;
}

public sealed class MapNode(SourceSpan span, IReadOnlyList<MapEntry> entries)
    : Node(span, entries.SelectMany(e => new[] { e.Key, e.Value }))
{
    public IReadOnlyList<MapEntry> Entries => entries;
}

/// <summary>A message literal <c>Name{field: value}</c>. The language has no messages; it is parsed to say so where it stands.</summary>
public sealed class MessageNode(SourceSpan span, string name) : Node(span)
{
    public string Name => name;
}

/// <summary>What a comprehension makes of the elements it goes through.</summary>
public enum ComprehensionKind
{
    All,
    Exists,
    ExistsOne,
    /// <summary>A list of the body's values where the filter holds.</summary>
    Map,
    /// <summary>A list of the elements (of a map: the keys) where the body holds.</summary>
    Filter,
    /// <summary>A map of the same keys (or indexes) to the body's values.</summary>
    TransformMap,
    /// <summary>A map merged from the body's one-entry maps.</summary>
    TransformMapEntry,
}

/// <summary>A macro that goes through a list or map with one variable (element or key) or two (index or key, and value).</summary>
public sealed class ComprehensionNode(
    SourceSpan span, ComprehensionKind kind, Node range, string variable, string? second, Node? filter, Node body)
    : Node(span, range, filter, body)
{
    public ComprehensionKind Kind => kind;

    public Node Range => range;

    public string Variable => variable;

    public string? Second => second;

    public Node? Filter => filter;

    public Node Body => body;
}

/// <summary>A local name for a value: <c>cel.bind(name, value, body)</c>.</summary>
public sealed class BindNode(SourceSpan span, string name, Node value, Node body) : Node(span, value, body)
{
    public string Name => name;

    public Node Value => value;

    public Node Body => body;
}
