namespace Proactive.Cel.Tests;

public class ReadsTests
{
    [Theory]
    [InlineData("1 + 1 == 2", "")]
    [InlineData("data.from.municipality != data.to.municipality", "data.from.municipality data.to.municipality")]
    [InlineData("data.from == data.to", "data.from data.to")]
    [InlineData("has(data.to.postcode)", "data.to.postcode")]
    [InlineData("data.household.exists(p, ageOn(p.birthDate, effective) < 18)", "data.household.birthDate effective")]
    [InlineData("data.household.exists(p, true)", "data.household")]
    [InlineData("data.household[0].birthDate == effective", "data.household.birthDate effective")]
    [InlineData("data.household.filter(p, p.id != 'a').map(p, p.birthDate)", "data.household.birthDate data.household.id")]
    [InlineData("size(data.household) > 1", "data.household")]
    [InlineData("cel.bind(to, data.to, to.municipality == to.postcode)", "data.to.municipality data.to.postcode")]
    [InlineData("data.?extra.orValue('none') == 'x'", "data.extra")]
    [InlineData("data.extra.anything[0].more == 1", "data.extra.anything.more")]
    [InlineData("data.isAbroad ? data.rooms : 0", "data.isAbroad data.rooms")]
    public void The_paths_an_expression_can_read_are_known(string expression, string paths) =>
        Assert.Equal(paths, string.Join(' ', Moving.Compile(expression).Reads));
}
