using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class RuleOwnersTests
{
    static readonly RuleOwners Owners = new(RuleFolders.With(
        ("xx/agencies.yaml", "- { id: xx.town, name: { en: Town } }\n- { id: xx.tax, name: { en: Tax } }\n"),
        ("xx/moving/tax.yaml", "{ agency: \"xx.tax\", steps: [] }\n"),
        ("xx/moving/tests.yaml", "[]\n"),
        ("xx/moving/broken.yaml", "agency: xx.town\n\tsteps:\n"),
        ("xx/moving/liar.yaml", "# agency: xx.town\nsteps:\n  - text: |\n      agency: xx.town\n")));

    [Fact]
    public void A_file_of_steps_belongs_to_the_agency_it_names()
    {
        Assert.True(Owners.Owns("xx.town", "xx/moving/town.yaml"));
        Assert.False(Owners.Owns("xx.town", "xx/moving/tax.yaml"));
        Assert.True(Owners.Owns("xx.tax", "xx/moving/tax.yaml"));
    }

    [Fact]
    public void Tests_belong_to_every_agency_with_a_file_beside_them()
    {
        Assert.True(Owners.Owns("xx.town", "xx/moving/tests.yaml"));
        Assert.True(Owners.Owns("xx.tax", "xx/moving/tests.yaml"));
        Assert.False(Owners.Owns("xx.police", "xx/moving/tests.yaml"));
        Assert.False(Owners.Owns("xx.town", "xx/birth/tests.yaml"));
    }

    [Theory, InlineData("themes.yaml"), InlineData("xx/country.yaml"), InlineData("xx/agencies.yaml"), InlineData("xx/moving/life-event.yaml"), InlineData("xx/moving/broken.yaml"), InlineData("xx/moving/liar.yaml"), InlineData("xx/moving/none.yaml"), InlineData("")]
    public void What_is_shared_or_names_nobody_belongs_to_none(string path)
    {
        Assert.False(Owners.Owns("xx.town", path));
        Assert.False(Owners.Owns("xx.tax", path));
    }

    [Theory]
    [InlineData("xx.town", "xx/moving", "garbage", "xx/moving/garbage.yaml")]
    [InlineData("xx.town", "xx/moving", "town", null)]
    [InlineData("xx.town", "xx/moving", "tests", null)]
    [InlineData("xx.town", "xx/moving", "life-event", null)]
    [InlineData("xx.town", "xx/moving", "../x", null)]
    [InlineData("xx.town", "xx/moving", "Town2", null)]
    [InlineData("xx.town", "xx/moving", "", null)]
    [InlineData("xx.town", "xx/birth", "garbage", null)]
    [InlineData("yy.town", "xx/moving", "garbage", null)]
    public void A_new_file_stands_in_a_life_event_of_the_agencys_country(string agency, string lifeEvent, string name, string? path) =>
        Assert.Equal(path, Owners.NewPath(agency, lifeEvent, name));

    [Fact]
    public void Every_shipped_file_of_steps_has_an_owner()
    {
        var owners = new RuleOwners(Repository.RuleFolder);
        var steps = Repository.RuleFolder.Texts.Keys.Where(p => !RuleOwners.IsShared(p) && !RuleOwners.IsTests(p)).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, p => Assert.NotNull(owners.AgencyOf(p)));
    }
}
