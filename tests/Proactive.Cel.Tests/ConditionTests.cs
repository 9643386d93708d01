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
    [InlineData("has(data.guardian) && data.guardian.id == 'a'", false)]
    [InlineData("!has(data.guardian) || data.guardian.birthDate < effective", true)]
    [InlineData("data.?guardian.?id.orValue('none') == 'none'", true)]
    [InlineData("data.from.?postcode.orValue('') == '1050'", true)]
    [InlineData("data.household.map(p, p.id) == ['a', 'b']", true)]
    [InlineData("data.household.filter(p, p.id > 'a')[0].birthDate.year() == 2015", true)]
    [InlineData("data.household.exists(i, p, i == 1 && p.id == 'b')", true)]
    [InlineData("cel.bind(h, data.household, h.size() == 2 && h[1].id == 'b')", true)]
    [InlineData("data.from == data.from && data.from != data.to", true)]
    public void A_condition_holds_or_not(string condition, bool holds) =>
        Assert.Equal(holds, Moving.Compile(condition, CelType.Bool).IsTrue(Moving.Event));

    [Fact]
    public void Reading_an_absent_optional_field_is_an_error() =>
        Assert.Equal(new CelError("no such field 'postcode'", 8), Moving.Evaluate("data.to.postcode").AsError);

    [Fact]
    public void Asking_for_a_field_of_an_absent_record_is_an_error() =>
        Assert.Equal("no such field 'guardian'", Moving.Evaluate("has(data.guardian.id)").AsError.Message);

    [Fact]
    public void An_error_that_another_term_decides_is_absorbed() =>
        Assert.True(Moving.Evaluate("data.to.postcode == '1' || data.rooms == 3").AsBool);

    [Fact]
    public void An_error_has_the_place_of_the_call() =>
        Assert.Equal(new CelError("division by zero", 8), Moving.Evaluate("true && data.rooms / 0 == 1").AsError);

    [Fact]
    public void A_record_of_another_type_is_refused()
    {
        var other = new CelRecord(new("other", []), []);
        Assert.Throws<ArgumentException>(() => Moving.Compile("data.rooms == 3").IsTrue(other));
    }

    [Fact]
    public void A_condition_over_typed_fields_allocates_nothing()
    {
        var condition = Moving.Compile("data.from.municipality != data.to.municipality && data.rooms > 2 && !data.isAbroad && data.movedOn <= effective");
        Assert.True(condition.IsTrue(Moving.Event));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            condition.IsTrue(Moving.Event);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
