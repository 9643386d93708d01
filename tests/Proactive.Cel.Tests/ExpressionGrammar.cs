namespace Proactive.Cel.Tests;

/// <summary>Makes random expressions that follow the grammar and are often well typed.</summary>
sealed class ExpressionGrammar(Random random)
{
    static readonly string[] Leaves =
    [
        "1", "0", "-1", "2u", "1.5", "0.0", "9223372036854775807", "-9223372036854775808", "'a'", "''", "'ž😀'", "b'a'", "true", "false", "null",
        "data", "data.rooms", "data.rent", "data.isAbroad", "data.movedOn", "data.from", "data.from.municipality", "data.from.postcode",
        "data.to.postcode", "data.household", "data.extra", "effective", "x", "y", "[]", "{}", "[1, 2, 3]", "['a', 'b']", "{'a': 1}", "{1: 'a', 2u: 'b'}",
        "date('2026-02-28')", "days(3)", "workdays(2)", "months(1)", "timestamp('2026-07-01T12:00:00Z')", "duration('90s')", "optional.none()",
        "optional.of(1)", "int", "type(1)",
    ];

    static readonly string[] Operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "&&", "||", "=="];

    static readonly string[] Methods =
    [
        "size()", "startsWith('0')", "contains('1')", "matches('a*')", "getFullYear()", "orNextWorkday()", "endOfMonth()", "year()", "dayOfMonth(30)",
        "hasValue()", "value()", "first()", "reverse()", "split('')", "join()", "trim()", "upperAscii()", "charAt(0)", "substring(1)", "isWorkday()",
    ];

    static readonly string[] Functions =
        ["size", "string", "int", "uint", "double", "bool", "bytes", "type", "dyn", "timestamp", "duration", "date", "days", "math.abs", "math.sign",
         "math.ceil", "optional.of", "optional.ofNonZeroValue", "base64.encode", "strings.quote"];

    static readonly string[] Macros = ["all", "exists", "exists_one", "map", "filter"];

    static readonly string[] TwoVariableMacros = ["all", "exists", "existsOne", "transformList", "transformMap"];

    public string Expression(int depth)
    {
        if (depth <= 0)
            return Pick(Leaves);
        return random.Next(16) switch
        {
            0 or 1 => Pick(Leaves),
            2 or 3 or 4 => $"({Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)})",
            5 => $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
            6 => $"{Pick(["-", "!"])}{Expression(depth - 1)}",
            7 => $"{Expression(depth - 1)}.{Pick(Methods)}",
            8 when random.Next(3) == 0 => $"dyn({Expression(depth - 1)})",
            8 => $"{Pick(Functions)}({Expression(depth - 1)})",
            9 => $"{Expression(depth - 1)}.{Pick(Macros)}(x, {Expression(depth - 1)})",
            10 => $"{Expression(depth - 1)}.{Pick(TwoVariableMacros)}(x, y, {Expression(depth - 1)})",
            11 => $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
            12 => $"{{{Expression(depth - 1)}: {Expression(depth - 1)}, ?'k': {Expression(depth - 1)}}}",
            13 => $"{Expression(depth - 1)}[{Pick(["", "?"])}{Expression(depth - 1)}]",
            14 => $"cel.bind(x, {Expression(depth - 1)}, {Expression(depth - 1)})",
            _ => $"{Expression(depth - 1)}{Pick([".a", ".?a", ".?postcode", ".or(optional.none())", ".orValue(1)", ".optMap(x, x)", ".municipality"])}",
        };
    }

    string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
