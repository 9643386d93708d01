using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class RuleTestReaderTests
{
    const string Event = "event: { type: x.moved.v1, data: { movedOn: 2026-11-07, from: { municipality: 1 }, to: { municipality: 2 } } }";

    static async Task<string> Run(string citizen, string expect, Func<ContentFolder>? folder = null)
    {
        var files = (folder ?? (() => RuleFolders.With()))();
        files = new ContentFolder("rules", new Dictionary<string, string>(files.Texts) { ["xx/moving/tests.yaml"] = $"- name: one\n  now: 2026-11-09T10:00\n  citizen: {citizen}\n  {Event}\n  expect: {expect}\n" });
        var book = RuleFolders.Book(files);
        var (tests, problems) = RuleTestReader.Read(files, book);
        if (problems.Count > 0) return problems[0].Message;
        return string.Join('\n', (await new RuleTestRunner(book, files, Repository.Templates, new FlowOptions()).Run(Assert.Single(tests))).Differences);
    }

    [Fact]
    public async Task A_test_that_holds_has_no_differences() => Assert.Equal("", await Run("{}", "{ steps: { report: { due: 2026-11-12, state: open } }, notices: [ { kind: start, at: 2026-11-09T11:00 } ] }"));

    [Theory]
    [InlineData("{ not: [reprot] }")]
    [InlineData("{ steps: { reprot: {} } }")]
    [InlineData("{ notSent: [ { kind: reminder, step: reprot } ] }")]
    public async Task A_step_that_does_not_exist_is_a_problem_and_not_a_test_that_always_passes(string expect) =>
        Assert.Equal("there is no step 'reprot' in xx/moving; was 'report' meant?", await Run("{}", expect));

    [Fact]
    public async Task A_rollout_of_the_whole_life_event_holds_for_each_step_and_a_test_says_so()
    {
        static ContentFolder OnlyAarhus() => RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nrollout: { municipalities: [\"0751\"] }");
        Assert.Equal("", await Run("{ municipality: \"0751\" }", "{ steps: { report: {} } }", OnlyAarhus));
        Assert.Equal("", await Run("{ municipality: \"0101\" }", "{ notices: [] }", OnlyAarhus));
        Assert.Equal("report: expected to apply, but it does not; its rollout leaves out the test's citizen (citizen: { municipality: … })",
            await Run("{ municipality: \"0101\" }", "{ steps: { report: {} } }", OnlyAarhus));
    }

    [Fact]
    public async Task A_step_in_review_is_not_sent_and_a_test_says_so() =>
        Assert.Equal("report: expected to apply, but it does not; it is in review, and such steps are sent only with --include-review",
            await Run("{}", "{ steps: { report: {} } }", () => RuleFolders.WithTown("status: verified", "status: review")));
}
