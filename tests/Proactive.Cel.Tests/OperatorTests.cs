namespace Proactive.Cel.Tests;

public class OperatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 2 % 3", "5")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("2u * 3u", "6u")]
    [InlineData("1.5 + 1.0", "2.5")]
    [InlineData("1.0 / 0.0 > 1e308", "true")]
    [InlineData("'a' + 'b'", "\"ab\"")]
    [InlineData("[1] + [2]", "[1, 2]")]
    [InlineData("b'a' + b'b'", "b\"ab\"")]
    [InlineData("!true || !false", "true")]
    [InlineData("true ? 1 : 2", "1")]
    [InlineData("1 < 2 == true", "true")]
    [InlineData("1 == 1.0 && 1u == 1", "true")]
    [InlineData("[1, 2] == [1.0, 2.0]", "true")]
    [InlineData("{1: 'a'} == {1u: 'a'}", "true")]
    [InlineData("1 < 1.5 && 2u > 1", "true")]
    [InlineData("'z' < '😀' && '\\uffff' < '😀'", "true")] // by code point
    [InlineData("false < true", "true")]
    [InlineData("2 in [1, 2.0]", "true")]
    [InlineData("'a' in {'a': 1}", "true")]
    [InlineData("{'a': 1}.a + {'b': 2}['b']", "3")]
    [InlineData("[1, 2][1.0]", "2")]
    [InlineData("{'a': 1}.?b.orValue(7)", "7")]
    [InlineData("[1, ?optional.none()]", "[1]")]
    [InlineData("type(1) == int && type([]) == list", "true")]
    [InlineData("dyn('a') == 1", "false")]
    public void An_operator_gives_a_value(string expression, string value) => Assert.Equal(value, Moving.Evaluate(expression).ToString());

    [Theory]
    [InlineData("9223372036854775807 + 1", "overflow")]
    [InlineData("-9223372036854775808 - 1", "overflow")]
    [InlineData("5000000000 * 5000000000", "overflow")]
    [InlineData("-(-9223372036854775808)", "overflow")]
    [InlineData("-9223372036854775808 / -1", "overflow")]
    [InlineData("1u - 2u", "overflow")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0", "modulus by zero")]
    [InlineData("dyn(1) + dyn(1.0)", "no such overload: +(int, double)")]
    [InlineData("dyn('a') < dyn(1)", "no such overload: string < int")]
    [InlineData("dyn(1) && true", "no such overload: int is not a bool")]
    [InlineData("1 in dyn('a')", "no such overload: int in string")]
    [InlineData("[1][1]", "index out of range: 1")]
    [InlineData("{'a': 1}['b']", "no such key: \"b\"")]
    [InlineData("{'a': 1}.b", "no such key: 'b'")]
    [InlineData("{'a': 1, 'a': 2}", "the key \"a\" is repeated")]
    [InlineData("[1, 2].map(x, 1 / (x - 1))", "division by zero")]
    [InlineData("optional.none().value()", "the optional holds no value")]
    public void What_cannot_be_computed_is_an_error(string expression, string message) =>
        Assert.Equal(message, Moving.Evaluate(expression).AsError.Message);

    [Theory]
    [InlineData("false && 1 / 0 == 0", "false")]
    [InlineData("1 / 0 == 0 && false", "false")]
    [InlineData("1 / 0 == 0 || true", "true")]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", "true")]
    [InlineData("[0, 2].all(x, 1 / x == 1)", "false")]
    [InlineData("true ? 1 : 1 / 0", "1")]
    [InlineData("optional.of(1).orValue(1 / 0)", "1")]
    [InlineData("cel.bind(x, 1 / 0, true)", "true")]
    public void An_error_that_does_not_matter_is_absorbed(string expression, string value) =>
        Assert.Equal(value, Moving.Evaluate(expression).ToString());
}
