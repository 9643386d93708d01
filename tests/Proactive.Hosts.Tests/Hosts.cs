using Proactive.Engine;
using Proactive.Testing;
using Proactive.Web;

namespace Proactive.Hosts.Tests;

/// <summary>Web hosts around a scenario.</summary>
static class Hosts
{
    public static WebParts Parts(Scenario scenario, ContentFolder? files = null, TimeProvider? clock = null, RuleFiles? ruleFiles = null) => new(
        scenario.Flow, scenario.Rules, ruleFiles ?? new RuleFiles(() => files ?? Repository.RuleFolder), Repository.Templates, Repository.TemplateFolder, scenario.Store, scenario.Keys, clock ?? scenario.Clock);
}
