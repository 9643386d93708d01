namespace Proactive.Cel.Tests;

public class EqualityTests
{
    [Theory]
    [InlineData("data.to.municipality == '0751'", "data.to.municipality in [\"0751\"]")]
    [InlineData("'0751' == data.to.municipality", "data.to.municipality in [\"0751\"]")]
    [InlineData("data.to.municipality in ['0751', '0461']", "data.to.municipality in [\"0751\", \"0461\"]")]
    [InlineData("data.rooms == 3 && data.isAbroad == true", "data.rooms in [3]; data.isAbroad in [true]")]
    [InlineData("data.rent > 1.0 && (data.rooms == 3 && data.rooms < 9)", "data.rooms in [3]")]
    [InlineData("data.rooms == 3 && data.household.exists(p, p.id == 'a')", "data.rooms in [3]")]
    [InlineData("(data.rent > 1.0 || data.isAbroad) && data.rooms == 3", "data.rooms in [3]")]
    public void A_field_that_must_have_a_constant_value_is_known(string condition, string expected) => Assert.Equal(expected, Known(condition));

    [Theory]
    [InlineData("data.rooms == 3 || data.rooms == 4")]
    [InlineData("data.rooms != 3")]
    [InlineData("!(data.rooms == 3)")]
    [InlineData("data.from.municipality == data.to.municipality")]
    [InlineData("data.rooms == 3 ? true : data.isAbroad")]
    [InlineData("data.rent == 3.0")]
    [InlineData("data.rooms == 3.0")]
    [InlineData("data.rooms in [3, 4.0]")]
    [InlineData("data.household[0].id == 'a'")]
    [InlineData("data.?guardian.?id == optional.of('a')")]
    [InlineData("data.extra == 'a'")]
    [InlineData("has(data.to.postcode) == true")]
    public void What_may_be_true_for_other_values_is_not_known(string condition) => Assert.Equal("", Known(condition));

    // Running out of budget is an error that no later term takes back, so the later term may not be used to skip it.
    [Fact]
    public void A_term_after_one_that_may_exhaust_the_budget_is_not_used() =>
        Assert.Equal("", Known("data.household.exists(p, p.id == 'a') && data.rooms == 3"));

    [Theory]
    [InlineData("data.to.municipality == '0751'", true)]
    [InlineData("data.to.postcode == '1050'", false)]
    [InlineData("has(data.to.postcode) && data.to.postcode == '1050'", true)]
    [InlineData("data.to.postcode == '1050' && has(data.to.postcode)", true)]
    [InlineData("has(data.from.postcode) && data.to.postcode == '1050'", false)]
    [InlineData("data.guardian.id == 'a'", false)]
    [InlineData("has(data.guardian) && data.guardian.id == 'a'", true)]
    [InlineData("has(data.guardian.id) && data.guardian.id == 'a'", false)]
    public void An_absent_field_is_false_only_where_the_condition_asks_whether_it_is_there(string condition, bool isFalse) =>
        Assert.Equal(isFalse, Assert.Single(Moving.Compile(condition).RequiredEqualities).FalseIfAbsent);

    [Fact]
    public void A_path_reads_its_field_and_is_absent_where_anything_on_the_way_is()
    {
        Assert.Equal("0751", CelFieldPath.Of(Moving.Variables, "data.to.municipality").Read(Moving.Event).AsString);
        Assert.True(CelFieldPath.Of(Moving.Variables, "data.guardian.id").Read(Moving.Event).IsAbsent);
        Assert.Throws<ArgumentException>(() => CelFieldPath.Of(Moving.Variables, "data.to.street"));
        Assert.Throws<ArgumentException>(() => CelFieldPath.Of(Moving.Variables, "effective.year"));
    }

    // The promise by which conditions are skipped, kept against conditions nobody thought of.
    [Fact]
    public void Where_a_required_value_differs_the_condition_is_false_and_no_error()
    {
        var seed = 20261121;
        var random = new Random(seed);
        var skipped = 0;
        for (var i = 0; i < 500; i++)
        {
            var condition = Moving.Compile(Conjunction(random));
            if (!condition.RequiredEqualities.Any(e => MustBeFalse(e))) continue;
            skipped++;
            Assert.True(condition.Evaluate(Moving.Event) is { IsError: false, AsBool: false }, $"seed {seed}: {condition}");
        }

        Assert.InRange(skipped, 50, 500);
    }

    static bool MustBeFalse(CelEquality equality)
    {
        var value = equality.Path.Read(Moving.Event);
        return value.IsAbsent ? equality.FalseIfAbsent : !equality.Values.Contains(value);
    }

    static string Conjunction(Random random)
    {
        string[] terms =
        [
            "data.rooms == 3", "data.rooms == 4", "data.rooms / 0 == 1", "data.to.postcode == '1'", "data.to.postcode in ['1', '2']", "has(data.to.postcode)",
            "data.from.postcode == '1050'", "has(data.guardian)", "data.guardian.id == 'a'", "has(data.guardian.id)", "'0751' == data.to.municipality",
            "data.to.municipality in ['0101']", "data.isAbroad == true", "data.household.exists(p, p.id == 'b')", "data.household[7].id == 'a'", "data.rent > 8000",
        ];
        var chosen = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(6) == 0 ? $"({Conjunction(random)})" : random.GetItems(terms, 1)[0]);
        return string.Join(random.Next(8) == 0 ? " || " : " && ", chosen);
    }

    static string Known(string condition) => string.Join("; ",
        Moving.Compile(condition).RequiredEqualities.Select(e => $"{e.Path} in {CelValue.Of(e.Values)}"));
}
