namespace Proactive.Cel.Tests;

/// <summary>Without the type check, what a value is decides at run time, not what its literal looks like.</summary>
public class UncheckedTests
{
    static CelValue Evaluate(string source) =>
        CelEnvironment.Standard.WithoutTypeCheck().Compile(source).Expression!.Evaluate(new(CelEnvironment.Standard.Variables, []));

    [Theory]
    [InlineData("1 == 'a'", "false")]
    [InlineData("1 != 'a'", "true")]
    [InlineData("null == 1", "false")]
    [InlineData("['a'] == [2, 3]", "false")]
    [InlineData("{'a': 1} != {'a': 'b'}", "true")]
    [InlineData("'a' in [1, 2]", "false")]
    [InlineData("'a' in {1: 2}", "false")]
    public void Values_of_different_types_are_unequal_without_the_type_check(string expression, string value) =>
        Assert.Equal(value, Evaluate(expression).ToString());

    [Theory]
    [InlineData("[1] + ['a']", "[1, \"a\"]")]
    [InlineData("[1, 'a'] + [b'c']", "[1, \"a\", b\"c\"]")]
    public void Lists_of_different_types_are_joined_without_the_type_check(string expression, string value) =>
        Assert.Equal(value, Evaluate(expression).ToString());

    [Theory]
    [InlineData("has({1: 2}.a)", "false")]
    [InlineData("{1: 2}.?a", "optional.none()")]
    [InlineData("{1: 2}[?'a']", "optional.none()")]
    [InlineData("optional.of({1: 2}).a", "optional.none()")]
    public void A_key_of_another_type_is_a_missing_key_without_the_type_check(string expression, string value) =>
        Assert.Equal(value, Evaluate(expression).ToString());

    [Theory]
    [InlineData("1 < 'a'", "no such overload: int < string")]
    [InlineData("[1] < [2]", "no such overload: list<dyn> < list<dyn>")]
    [InlineData("1 in 'a'", "no such overload: int in string")]
    [InlineData("1 == 1 / 0", "division by zero")]
    [InlineData("{1: 2}['a']", "no such key: \"a\"")]
    [InlineData("['a'].sum == 1", "list<string> has no fields; '.sum' cannot be read from it.")]
    [InlineData("[1].join()", "no such overload: join of int")]
    public void What_has_no_meaning_is_an_error_without_the_type_check(string expression, string message) =>
        Assert.Equal(message, Evaluate(expression).AsError.Message);
}
