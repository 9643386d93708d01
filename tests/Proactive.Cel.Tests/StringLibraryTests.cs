namespace Proactive.Cel.Tests;

public class StringLibraryTests
{
    [Theory]
    [InlineData("'tacocat'.indexOf('a', 30)", 30)]
    [InlineData("'tacocat'.lastIndexOf('a', 30)", 30)]
    [InlineData("'tacocat'.indexOf('', 8)", 8)]
    [InlineData("'tacocat'.lastIndexOf('', 8)", 8)]
    [InlineData("'tacocat'.indexOf('a', -1)", -1)]
    [InlineData("'tacocat'.lastIndexOf('a', -1)", -1)]
    public void A_search_cannot_begin_outside_the_text(string expression, int position) =>
        Assert.Equal($"index out of range: {position}", Moving.Evaluate(expression).AsError.Message);

    [Theory]
    [InlineData("'tacocat'.indexOf('a', 7)", "-1")]
    [InlineData("'tacocat'.indexOf('', 7)", "7")]
    [InlineData("'tacocat'.lastIndexOf('a', 7)", "5")]
    [InlineData("''.indexOf('a', 0)", "-1")]
    public void A_search_can_begin_at_the_end_of_the_text(string expression, string value) =>
        Assert.Equal(value, Moving.Evaluate(expression).ToString());
}
