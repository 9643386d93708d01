namespace Proactive.Cel.Tests;

public class ConditionTests
{
    [Theory]
    [InlineData("data.from.municipality != data.to.municipality", true)]
    [InlineData("data.from.municipality == data.to.municipality", false)]
    [InlineData("data.rooms >= 3 && data.rent < 9000.0 && !data.isAbroad", true)]
    [InlineData("data.rooms > 3 || data.isAbroad", false)]
    [InlineData("data.rent > 8000", true)]
    [InlineData("data.movedOn <= effective", true)]
    [InlineData("data.to.municipality in ['0751', '0461']", true)]
    [InlineData("data.household.exists(p, ageOn(p.birthDate, effective) < 18)", true)]
    [InlineData("data.household.all(p, ageOn(p.birthDate, effective) < 18)", false)]
    [InlineData("has(data.from.postcode)", true)]
    [InlineData("has(data.to.postcode)", false)]
    [InlineData("has(data.to.postcode) && data.to.postcode == '1050'", false)]
    [InlineData("data.to.postcode == '1050'", false)]
    public void A_condition_holds_or_not(string condition, bool holds) =>
        Assert.Equal(holds, Moving.Compile(condition, CelType.Bool).IsTrue(Moving.Event));

    [Fact]
    public void Reading_an_absent_optional_field_is_an_error() =>
        Assert.Equal(new CelError("no such field 'postcode'", 8), Moving.Evaluate("data.to.postcode").AsError);

    [Fact]
    public void An_error_that_another_term_decides_is_absorbed() =>
        Assert.True(Moving.Evaluate("data.to.postcode == '1' || data.rooms == 3").AsBool);
}
