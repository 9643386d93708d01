using Proactive.Cel.Parsing;

namespace Proactive.Cel.Checking;

/// <summary>A node whose names are resolved and whose type is known. Only the checker makes them.</summary>
abstract record CheckedNode(SourceSpan Span, CelType Type);

sealed record Constant(SourceSpan Span, CelType Type, CelValue Value) : CheckedNode(Span, Type);

/// <summary>A variable of the environment: a slot of the root record.</summary>
sealed record Variable(SourceSpan Span, CelField Field, int Slot) : CheckedNode(Span, Field.Type);

/// <summary>A name bound by a macro; two locals of the same name are two objects.</summary>
sealed class Local(string name, CelType type)
{
    public string Name => name;

    public CelType Type => type;
}

sealed record LocalUse(SourceSpan Span, Local Local) : CheckedNode(Span, Local.Type);

enum Access
{
    Read,
    /// <summary>has(…)</summary>
    Test,
    /// <summary>.? and [?]: an optional of what may be there.</summary>
    Optional,
}

/// <summary>A declared field of a record whose type is known.</summary>
sealed record RecordField(SourceSpan Span, CelType Type, CheckedNode Operand, CelField Field, int Slot, Access Access)
    : CheckedNode(Span, Type);

/// <summary>A field found at run time: of a map, an optional or something unknown.</summary>
sealed record DynamicField(SourceSpan Span, CelType Type, CheckedNode Operand, string Name, Access Access)
    : CheckedNode(Span, Type);

sealed record Element(SourceSpan Span, CelType Type, CheckedNode Operand, CheckedNode Index, Access Access) : CheckedNode(Span, Type);

/// <summary>A call with the overloads that fit what is known of the arguments; more than one means the choice is made at run time.</summary>
sealed record Call(SourceSpan Span, CelType Type, string Name, IReadOnlyList<CelFunction> Overloads, IReadOnlyList<CheckedNode> Arguments)
    : CheckedNode(Span, Type);

sealed record Comparison(SourceSpan Span, Relation Relation, CheckedNode Left, CheckedNode Right) : CheckedNode(Span, CelType.Bool);

sealed record Logic(SourceSpan Span, bool IsAnd, IReadOnlyList<CheckedNode> Terms) : CheckedNode(Span, CelType.Bool);

sealed record Conditional(SourceSpan Span, CelType Type, CheckedNode Condition, CheckedNode Then, CheckedNode Otherwise)
    : CheckedNode(Span, Type);

sealed record ListLiteral(SourceSpan Span, CelType Type, IReadOnlyList<(CheckedNode Value, bool IsOptional)> Elements)
    : CheckedNode(Span, Type);

sealed record MapLiteral(SourceSpan Span, CelType Type, IReadOnlyList<(CheckedNode Key, CheckedNode Value, bool IsOptional)> Entries)
    : CheckedNode(Span, Type);

sealed record Comprehension(
    SourceSpan Span, CelType Type, ComprehensionKind Kind, CheckedNode Range, Local First, Local? Second, CheckedNode? Filter, CheckedNode Body)
    : CheckedNode(Span, Type);

sealed record Bind(SourceSpan Span, Local Local, CheckedNode Value, CheckedNode Body) : CheckedNode(Span, Body.Type);

/// <summary>What the type check would have refused, had it been asked: an error when it is reached.</summary>
sealed record Refused(SourceSpan Span, CelError Error) : CheckedNode(Span, CelType.Dyn);
