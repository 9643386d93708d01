using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

public sealed class CountryProblemTests
{
    [Fact]
    public void A_misspelt_time_zone_is_the_authors_mistake_and_not_the_machines()
    {
        var country = RuleFolders.With().Texts["xx/country.yaml"].Replace("Europe/Copenhagen", "Europe/Copenhagne", StringComparison.Ordinal);
        var problems = RuleBook.Read(RuleFolders.With(("xx/country.yaml", country))).Problems;
        Assert.Contains(problems, p => p.Line > 0 && p.Message == "'Europe/Copenhagne' is not a time zone; use an IANA name such as Europe/Prague");
    }
}
