using System.Diagnostics;
using Scriban.Syntax;

namespace Proactive.Functions.Templates;

/// <summary>
/// Comparisons as the expression language has them. Scriban's own differ: <c>==</c> binds looser than <c>&lt;</c>, texts are ordered
/// by UTF-16 and not by character, and truth values are not ordered at all.
/// </summary>
static class Comparison
{
    public static bool Is(ScriptBinaryOperator op) => op is ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual
        or ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareLessOrEqual or ScriptBinaryOperator.CompareGreater or ScriptBinaryOperator.CompareGreaterOrEqual;

    public static object? Of(ScriptBinaryExpression expression, Func<ScriptExpression, object?> evaluate)
    {
        var terms = Terms(expression, ScriptBinaryOperator.None).ToList();
        var value = evaluate(terms[0].Operand);
        foreach (var (op, operand) in terms[1..]) value = Holds(op, Order(value, evaluate(operand)));
        return value;
    }

    // In the order they are written; what stands in brackets is one operand.
    static IEnumerable<(ScriptBinaryOperator Op, ScriptExpression Operand)> Terms(ScriptExpression expression, ScriptBinaryOperator op) =>
        expression is ScriptBinaryExpression { Left: { } left, Right: { } right } binary && Is(binary.Operator) ? [.. Terms(left, op), .. Terms(right, binary.Operator)] : [(op, expression)];

    static bool Holds(ScriptBinaryOperator op, int order) => op switch
    {
        ScriptBinaryOperator.CompareEqual => order == 0,
        ScriptBinaryOperator.CompareNotEqual => order != 0,
        ScriptBinaryOperator.CompareLess => order < 0,
        ScriptBinaryOperator.CompareLessOrEqual => order <= 0,
        ScriptBinaryOperator.CompareGreater => order > 0,
        _ => order >= 0,
    };

    static int Order(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => Order(one, other),
        (bool one, bool other) => one.CompareTo(other),
        // A number is an int where it is written in the template, a long where it comes from the model.
        (int or long, int or long) => Convert.ToInt64(left, null).CompareTo(Convert.ToInt64(right, null)),
        _ => throw new UnreachableException("Checking lets only values of one type be compared."),
    };

    static int Order(string one, string other)
    {
        var at = one.AsSpan().CommonPrefixLength(other);
        if (at == one.Length || at == other.Length) return one.Length.CompareTo(other.Length);
        // Half a surrogate pair stands for a character beyond all that are written with one.
        return (char.IsSurrogate(one[at]), one[at]).CompareTo((char.IsSurrogate(other[at]), other[at]));
    }
}
