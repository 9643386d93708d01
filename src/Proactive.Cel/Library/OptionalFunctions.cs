using Proactive.Cel.Parsing;

namespace Proactive.Cel.Library;

/// <summary>The extension library optionals. or, orValue, optMap and optFlatMap are macros: what is not needed is not evaluated.</summary>
static class OptionalFunctions
{
    // No author can write this name, so it hides no variable.
    const string Held = "@held";
    static readonly CelType A = CelType.Parameter("A");
    static readonly CelType OptionalA = CelType.Optional(A);

    public static IReadOnlyList<CelFunction> Functions { get; } =
    [
        CelFunction.Global("optional.none", () => CelValue.OptionalNone, CelType.Optional(CelType.Never)),
        CelFunction.Global("optional.of", (CelValue v) => CelValue.OptionalOf(v), OptionalA, A),
        CelFunction.Global("optional.ofNonZeroValue", (CelValue v) => IsZero(v) ? CelValue.OptionalNone : CelValue.OptionalOf(v), OptionalA, A),
        CelFunction.Member("hasValue", (CelValue o) => o.AsOptional is not null, CelType.Bool, OptionalA),
        CelFunction.Member("value", (CelValue o) => o.AsOptional ?? CelValue.Failed("the optional holds no value"), A, OptionalA),
        CelFunction.Global("optional.unwrap", Unwrap, CelType.List(A), CelType.List(OptionalA)),
        CelFunction.Member("first", (IReadOnlyList<CelValue> l) => l.Count > 0 ? CelValue.OptionalOf(l[0]) : CelValue.OptionalNone, OptionalA, CelType.List(A)),
        CelFunction.Member("last", (IReadOnlyList<CelValue> l) => l.Count > 0 ? CelValue.OptionalOf(l[^1]) : CelValue.OptionalNone, OptionalA, CelType.List(A)),
        CelFunction.Member("unwrapOpt", Unwrap, CelType.List(A), CelType.List(OptionalA)),
    ];

    public static IReadOnlyList<CelMacro> Macros { get; } =
    [
        new("or", 1, true, call => IfHeld(call, call.Arguments[0], held => held)),
        new("orValue", 1, true, call => IfHeld(call, call.Arguments[0], held => Value(call, held))),
        new("optMap", 2, true, call => IfHeld(call, Function(call, "none"), held =>
            Function(call, "of", new BindNode(call.Span, StandardMacros.VariableName(call.Arguments[0]), Value(call, held), call.Arguments[1])))),
        new("optFlatMap", 2, true, call => IfHeld(call, Function(call, "none"), held =>
            new BindNode(call.Span, StandardMacros.VariableName(call.Arguments[0]), Value(call, held), call.Arguments[1]))),
    ];

    // target.or(x) is: let held = target; held has a value ? then : x.
    static BindNode IfHeld(CallNode call, Node otherwise, Func<Node, Node> then)
    {
        var held = new NameNode(call.Target!.Span, Held);
        var condition = new CallNode(call.Span, held, "hasValue", call.NameSpan, []);
        return new(call.Span, Held, call.Target, new ConditionalNode(call.Span, condition, then(held), otherwise));
    }

    static CallNode Value(CallNode call, Node held) => new(call.Span, held, "value", call.NameSpan, []);

    static CallNode Function(CallNode call, string name, params Node[] arguments) =>
        new(call.Span, new NameNode(call.NameSpan, "optional", isRooted: true), name, call.NameSpan, arguments);

    static bool IsZero(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString.Length == 0,
        CelKind.Bytes => value.AsBytes.Length == 0,
        CelKind.List => value.AsList.Count == 0,
        CelKind.Map => value.AsMap.Count == 0,
        CelKind.Double => value.AsDouble == 0,
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => value.Bits == 0,
        CelKind.Timestamp => value.Bits == 0 && value.Extra == 0,
        CelKind.Optional => value.AsOptional is null,
        _ => false,
    };

    static CelValue Unwrap(IReadOnlyList<CelValue> optionals)
    {
        var held = new List<CelValue>(optionals.Count);
        foreach (var optional in optionals)
            if (optional.Kind != CelKind.Optional)
                return CelValue.Failed($"no such overload: {CelTypeTags.TypeOf(optional)} is not an optional");
            else if (optional.AsOptional is { } value)
                held.Add(value);
        return CelValue.Of(held);
    }
}
