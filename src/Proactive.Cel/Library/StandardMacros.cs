using Proactive.Cel.Parsing;

namespace Proactive.Cel.Library;

/// <summary>has, all, exists, exists_one, map, filter, and their forms with two variables.</summary>
static class StandardMacros
{
    public static IReadOnlyList<CelMacro> All { get; } =
    [
        new("has", 1, false, Has),
        OneVariable("all", ComprehensionKind.All),
        OneVariable("exists", ComprehensionKind.Exists),
        OneVariable("exists_one", ComprehensionKind.ExistsOne),
        OneVariable("existsOne", ComprehensionKind.ExistsOne),
        OneVariable("map", ComprehensionKind.Map),
        OneVariable("filter", ComprehensionKind.Filter),
        new("map", 3, true, call => Comprehension(call, ComprehensionKind.Map, variables: 1, hasFilter: true)),
    ];

    public static IReadOnlyList<CelMacro> TwoVariables { get; } =
    [
        TwoVariable("all", 3, ComprehensionKind.All),
        TwoVariable("exists", 3, ComprehensionKind.Exists),
        TwoVariable("existsOne", 3, ComprehensionKind.ExistsOne),
        TwoVariable("exists_one", 3, ComprehensionKind.ExistsOne),
        TwoVariable("transformList", 3, ComprehensionKind.Map),
        TwoVariable("transformList", 4, ComprehensionKind.Map),
        TwoVariable("transformMap", 3, ComprehensionKind.TransformMap),
        TwoVariable("transformMap", 4, ComprehensionKind.TransformMap),
        TwoVariable("transformMapEntry", 3, ComprehensionKind.TransformMapEntry),
        TwoVariable("transformMapEntry", 4, ComprehensionKind.TransformMapEntry),
    ];

    /// <summary>The variable a macro's argument names; refuses anything but a simple name.</summary>
    public static string VariableName(Node node) => node is NameNode { IsRooted: false } name
        ? name.Name
        : throw new MacroRefusedException(node, "A macro's variable is a simple name.");

    static CelMacro OneVariable(string name, ComprehensionKind kind) =>
        new(name, 2, true, call => Comprehension(call, kind, variables: 1, hasFilter: false));

    static CelMacro TwoVariable(string name, int arguments, ComprehensionKind kind) =>
        new(name, arguments, true, call => Comprehension(call, kind, variables: 2, hasFilter: arguments == 4));

    static SelectNode Has(CallNode call) => call.Arguments[0] is SelectNode { IsTest: false } select
        ? new(call.Span, select.Operand, select.Field, select.FieldSpan, select.IsOptional, isTest: true)
        : throw new MacroRefusedException(call.Arguments[0], "has(…) tests a field, such as has(data.email).");

    static ComprehensionNode Comprehension(CallNode call, ComprehensionKind kind, int variables, bool hasFilter)
    {
        var first = VariableName(call.Arguments[0]);
        var second = variables == 2 ? VariableName(call.Arguments[1]) : null;
        if (first == second)
            throw new MacroRefusedException(call.Arguments[1], $"Both variables are named '{first}'; the second one needs another name.");
        var filter = hasFilter ? call.Arguments[variables] : null;
        return new(call.Span, kind, call.Target!, first, second, filter, call.Arguments[^1]);
    }
}
