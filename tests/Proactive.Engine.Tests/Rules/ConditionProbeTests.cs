using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

/// <summary>What <c>rules check</c> says of conditions that decide nothing, and that it leaves those alone which do.</summary>
public sealed class ConditionProbeTests
{
    static string Warnings(string condition)
    {
        var folder = RuleFolders.With(("xx/moving/tests.yaml", "[]"), ("xx/moving/town.yaml", RuleFolders.Town.Replace("data.from.municipality != data.to.municipality", $"\"{condition}\"", StringComparison.Ordinal)));
        var (book, problems) = RuleBook.Check(folder, new DateOnly(2026, 11, 21));
        Assert.NotNull(book);
        return string.Join('\n', problems.Select(p => p.Message));
    }

    [Theory]
    [InlineData("data.to.municipality == '101'")]
    [InlineData("data.to.municipality in ['101', '102'] && has(data.to.postcode) && data.to.postcode != '1000'")]
    [InlineData("has(citizen.birthDate) && ageOn(citizen.birthDate, effective) > 57")]
    [InlineData("has(citizen.birthDate) && ageOn(citizen.birthDate, effective) < 18 && citizen.id == event.subject")]
    [InlineData("data.movedOn >= date('2026-01-01')")]
    [InlineData("has(data.household) && data.household.exists(p, ageOn(p.birthDate, effective) < 6 && p.id != event.subject)")]
    [InlineData("effective + workdays(3) < data.movedOn")]
    public void A_condition_that_decides_something_is_left_alone(string condition) => Assert.Equal("", Warnings(condition));

    [Theory]
    [InlineData("data.to.municipality == '1' && data.to.municipality == '2'", "this seems to be true for no event, so the step never applies")]
    [InlineData("has(citizen.birthDate) && ageOn(citizen.birthDate, effective) < 18 && ageOn(citizen.birthDate, effective) > 67", "this seems to be true for no event, so the step never applies")]
    [InlineData("data.to.municipality != '1' || data.to.municipality != '2'", "this seems to be true for every event; without 'when' it would say the same")]
    [InlineData("data.to.postcode == '1000'", "this cannot be decided for every event (no such field 'postcode'); test an optional field with has(…) first")]
    [InlineData("citizen.municipality == '101'", "this cannot be decided for every event (no such field 'municipality'); test an optional field with has(…) first")]
    [InlineData("1 < 2", "this seems to be true for every event; without 'when' it would say the same")]
    public void A_condition_that_decides_nothing_is_warned_of(string condition, string warning) => Assert.Equal(warning, Warnings(condition));
}
