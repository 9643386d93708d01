using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Content;

public sealed class ShippedContentTests
{
    [Fact]
    public void The_rules_have_no_problems() => Assert.Empty(Engine.Rules.RuleBook.Check(Repository.RuleFolder, new DateOnly(2026, 11, 21)).Problems);

    [Fact]
    public void Every_condition_that_is_sent_is_seen_both_true_and_false()
    {
        var conditions = new RuleCoverage(Repository.RuleBook, new FlowOptions()).Of(Read());
        Assert.DoesNotContain(conditions, c => !c.Both);
        Assert.NotEmpty(conditions);
    }

    [Fact]
    public void The_templates_have_no_problems() => Assert.NotEmpty(Repository.Templates.Locales);

    static readonly (IReadOnlyList<RuleTest> Tests, IReadOnlyList<Engine.Rules.Problem> Problems) Shipped = RuleTestReader.Read(Repository.RuleFolder, Repository.RuleBook);

    public static TheoryData<string> Tests => [.. Read().Select(t => $"{t.Guide.Id}: {t.Name}")];

    [Theory, MemberData(nameof(Tests))]
    public async Task Every_test_beside_the_rules_passes(string name)
    {
        var test = Read().Single(t => $"{t.Guide.Id}: {t.Name}" == name);
        var result = await new RuleTestRunner(Repository.RuleBook, Repository.RuleFolder, Repository.Templates, new FlowOptions()).Run(test, TestContext.Current.CancellationToken);
        Assert.True(result.Passed, result.ToString());
    }

    static IReadOnlyList<RuleTest> Read()
    {
        Assert.Empty(Shipped.Problems);
        return Shipped.Tests;
    }
}
