using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

/// <summary>A proposed change of the rules: what is wrong with it, and whom it reaches.</summary>
public sealed class RuleCandidateTests
{
    const string Town = "xx/moving/town.yaml";

    static readonly DateOnly Today = new(2026, 11, 22);

    static readonly ContentFolder Live = RuleFolders.With(
        ("xx/agencies.yaml", "- { id: xx.town, name: { en: Town } }\n- { id: xx.tax, name: { en: Tax } }\n"),
        ("xx/moving/tax.yaml", RuleFolders.Town.Replace("xx.town", "xx.tax", StringComparison.Ordinal).Replace("id: report", "id: pay", StringComparison.Ordinal)),
        ("xx/moving/tests.yaml", """
            - name: to another town
              now: 2026-11-21T10:00
              event: { type: x.moved.v1, data: { movedOn: 2026-11-20, from: { municipality: a }, to: { municipality: b } } }
              expect: { steps: { report: { due: 2026-11-25 } } }

            """));

    [Fact]
    public void A_good_change_gives_the_whole_book_as_it_would_be()
    {
        var candidate = Changed("days(5)", "days(6)");
        Assert.True(candidate.IsSound, string.Join('\n', candidate.Problems));
        Assert.Equal(candidate.Files.Hash, candidate.Whole()!.Hash);
        Assert.Contains("days(6)", candidate.Files.Texts[Town], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_tests_are_run_against_it()
    {
        Assert.True(Assert.Single(await Changed("Act 1", "Act 2").RunTests(Repository.Templates, CancellationToken.None)).Passed);
        Assert.Equal(["report due: expected 2026-11-25, was 2026-11-26"], Assert.Single(await Changed("days(5)", "days(6)").RunTests(Repository.Templates, CancellationToken.None)).Differences);
    }

    [Theory]
    [InlineData("agency: xx.town", "agency: xx.tax", "belongs to xx.town")]
    [InlineData("id: report", "id: pay", "step of another agency")]
    [InlineData("days(5)", "dayz(5)", "dayz")]
    [InlineData("id: report", "id: reported", "there is no step 'report'")]
    public void What_is_wrong_keeps_it_from_going_live(string old, string changed, string why)
    {
        var candidate = Changed(old, changed);
        Assert.False(candidate.IsSound);
        Assert.Null(candidate.Whole());
        Assert.Contains(candidate.Problems, p => p.Message.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_later_version_of_anothers_step_is_refused_too() =>
        Assert.False(Changed("id: report", "id: pay\n    valid: { from: 2030-01-01 }").IsSound);

    [Fact]
    public async Task A_condition_that_catches_everybody_is_wide()
    {
        var reach = await Reach("when: data.from.municipality != data.to.municipality", "when: data.from.municipality == data.to.municipality || data.from.municipality != 'none'", moved: 1, stayed: 9);
        Assert.Equal((10, 0, 0), (reach.Events, reach.RejectedBefore, reach.Rejected));
        var step = Assert.Single(reach.Wide);
        Assert.Equal(("report", 1, 10, 9, 0, 10), (step.Step, step.Before, step.After, step.Gained, step.Lost, step.Heard));
    }

    [Fact]
    public async Task A_step_that_reached_everybody_before_is_no_news() =>
        Assert.Empty((await Reach("days(5)", "days(6)", moved: 10, stayed: 0)).Wide);

    [Fact]
    public async Task Moved_dates_are_counted()
    {
        var step = Assert.Single((await Reach("days(5)", "days(6)", moved: 3, stayed: 1)).Steps, s => s.Differs);
        Assert.Equal((3, 3, 0, 0, 3), (step.Before, step.After, step.Gained, step.Lost, step.Moved));
    }

    [Fact]
    public async Task Without_events_nothing_is_known()
    {
        var reach = await Reach("days(5)", "days(6)", moved: 0, stayed: 0);
        Assert.Equal((0, null), (reach.Events, reach.Since));
    }

    static Proposal Change(string old, string changed) => ProposalMoves.Begin(
        "p-1", "xx.town", Live, Town, Live.Texts[Town].Contains(old, StringComparison.Ordinal) ? Live.Texts[Town].Replace(old, changed, StringComparison.Ordinal) : throw new ArgumentException(old), "Anna", DateTimeOffset.UnixEpoch);

    static RuleCandidate Changed(string old, string changed) => RuleCandidate.Of(Live, Change(old, changed), Today);

    static Task<RuleReach> Reach(string old, string changed, int moved, int stayed)
    {
        var keys = new CitizenKeys(new byte[32]);
        var at = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
        var events = Enumerable.Range(0, moved + stayed).Select(i => (at, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
            $$$"""{"specversion":"1.0","id":"e-{{{i}}}","source":"urn:test","type":"x.moved.v1","subject":"p-{{{i}}}","data":{"movedOn":"2026-11-20","from":{"municipality":"a"},"to":{"municipality":"{{{(i < moved ? "b" : "a")}}}"} } }"""))).ToList();
        return RuleReach.Of(Changed(old, changed).Whole()!, RuleFolders.Book(Live), events, (id, _) => ValueTask.FromResult<(CitizenKey, Person?)>((keys.Of(id), null)), CancellationToken.None);
    }
}
