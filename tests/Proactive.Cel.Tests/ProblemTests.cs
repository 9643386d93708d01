namespace Proactive.Cel.Tests;

public class ProblemTests
{
    // A caret line marks where the problem is.
    [Theory]
    [InlineData("data.form.municipality == '0101'", 5, 4, "'data' has no field 'form'. Did you mean 'from'?")]
    [InlineData("data.from.Postcode", 10, 8, "'data.from' has no field 'Postcode'. Did you mean 'postcode'?")]
    [InlineData("dat.from", 0, 3, "'dat' is not a name known here. Did you mean 'data'?")]
    [InlineData("data.household.exists(p, p.age > 3)", 27, 3, "'p' has no field 'age'.")]
    [InlineData("agOn(effective, effective)", 0, 4, "There is no function 'agOn'. Did you mean 'ageOn'?")]
    [InlineData("data.from.municipality.startWith('0')", 23, 9, "There is no function 'startWith' on string. Did you mean 'startsWith'?")]
    [InlineData("data.from.municipality.startsWith(1)", 23, 10, "There is no string.startsWith(int); there is string.startsWith(string).")]
    [InlineData("startsWith('a', 'b')", 0, 10, "'startsWith' is called on a value: string.startsWith(string).")]
    [InlineData("data.rooms == '3'", 11, 2, "int and string are never equal.")]
    [InlineData("data.rooms == null", 11, 2, "int is never null; test for a missing field with has(…).")]
    [InlineData("data.rooms < 'a'", 11, 1, "'<' cannot order int and string.")]
    [InlineData("data.rooms + 1.0", 11, 1, "'+' cannot combine int and double.")]
    [InlineData("effective + 5", 10, 1, "'+' cannot combine date and int. Write days(5) for five days.")]
    [InlineData("-data.isAbroad", 0, 1, "'-' cannot be applied to bool.")]
    [InlineData("data.rooms && true", 0, 10, "'&&' joins conditions, but this is int.")]
    [InlineData("data.rooms ? 1 : 2", 0, 10, "Before '?' stands a condition, but this is int.")]
    [InlineData("true ? 1 : 'a'", 11, 3, "Both values of '? :' must be of one type, but they are int and string.")]
    [InlineData("3 in data.from.municipality", 2, 2, "After 'in' comes a list or a map, but this is string.")]
    [InlineData("3 in ['a']", 2, 2, "int is never in list<string>.")]
    [InlineData("data.rooms.all(x, true)", 0, 10, "Only a list or a map has elements to go through, but this is int.")]
    [InlineData("[1].filter(x, x)", 14, 1, "Here stands a condition for each element, but this is int.")]
    [InlineData("[1]['a']", 4, 3, "A list is indexed by int, but this is string.")]
    [InlineData("data.rooms.size", 11, 4, "int has no fields; '.size' cannot be read from it.")]
    [InlineData("date('2026-02-30')", 5, 12, "'2026-02-30' is no date such as 2026-07-01.")]
    [InlineData("timestamp('2026-07-01')", 10, 12, "'2026-07-01' is no timestamp such as 2026-07-01T12:00:00Z in the years 1 to 9999.")]
    [InlineData("'a'.matches('(?=b)')", 12, 7, "'(?=b)' is not a regular expression (RE2 syntax).")]
    [InlineData("place{municipality: 'a'}", 0, 24, "'place' is not a type that can be made here; the language has no messages.")]
    [InlineData("has(data)", 4, 4, "has(…) tests a field, such as has(data.email).")]
    [InlineData("[1].map(x.y, x)", 8, 3, "A macro's variable is a simple name.")]
    [InlineData("data.rooms = 3", 11, 1, "'=' is not an operator; compare with '=='.")]
    [InlineData("data.rooms == ", 14, 0, "Here a value is expected, not the end.")]
    [InlineData("(1 + 2", 6, 0, "Here ')' is expected, not the end.")]
    [InlineData("1 2", 2, 1, "The expression ends before a number; an operator may be missing.")]
    [InlineData("'abc", 0, 4, "The text has no closing '.")]
    [InlineData(@"'abc\", 4, 1, "The text ends in the middle of an escape.")]
    [InlineData(@"'a\qb'", 2, 2, @"'\q' is not an escape; write '\\' for a backslash.")]
    [InlineData("9223372036854775808", 0, 19, "The number is larger than an int can be (9223372036854775807).")]
    [InlineData("for + 1", 0, 3, "'for' is reserved and cannot be a name.")]
    public void A_mistake_is_named_where_it_stands(string source, int offset, int length, string message) =>
        Assert.Equal([new CelProblem(offset, length, message)], Moving.Environment.Compile(source).Problems);

    [Fact]
    public void All_mistakes_of_the_check_are_reported() =>
        Assert.Equal(["'data' has no field 'form'. Did you mean 'from'?", "int and string are never equal."],
            Moving.Environment.Compile("data.form.x == 1 || data.rooms == 'a'").Problems.Select(p => p.Message));

    [Fact]
    public void An_expression_of_another_type_than_expected_is_a_problem() =>
        Assert.Equal([new CelProblem(0, 10, "The expression gives int, but bool is expected here.")],
            Moving.Environment.Compile("data.rooms", CelType.Bool).Problems);
}
