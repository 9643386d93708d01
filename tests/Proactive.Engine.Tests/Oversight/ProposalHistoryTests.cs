using Proactive.Engine.Oversight;

namespace Proactive.Engine.Tests.Oversight;

public sealed class ProposalHistoryTests
{
    const string Path = "xx/moving/town.yaml";

    static readonly DateTimeOffset Day = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Versions_follow_each_other_and_what_came_between_them_is_from_outside()
    {
        var live = ProposalHistory.Join([Line("h2", 2), Line("h1", 1)], [Live("one", "h1", "a", "b", 1), Live("two", "h2", "c", "d", 2)]);
        var versions = ProposalHistory.Of(Path, live, "e");
        Assert.Equal(["e outside", "d two", "c outside", "b one", "a outside"], versions.Select(v => $"{v.Text} {v.By?.Proposal.Id ?? "outside"}"));
        Assert.Equal(["d", "c", "b", "a", null], versions.Select(v => v.Before));
    }

    [Fact]
    public void A_new_file_begins_with_its_first_version() =>
        Assert.Equal(["b"], ProposalHistory.Of(Path, ProposalHistory.Join([Line("h1", 1)], [Live("one", "h1", null, "b", 1)]), "b").Select(v => v.Text));

    [Fact]
    public void A_book_that_went_live_twice_has_each_its_own_line()
    {
        var live = ProposalHistory.Join(
            [Line("h1", 1, "first"), Line("h2", 2, "second"), Line("h1", 3, "third")],
            [Live("one", "h1", "a", "b", 1), Live("two", "h2", "b", "a", 2), Live("three", "h1", "a", "b", 3)]);
        Assert.Equal(["one first", "two second", "three third"], live.Select(l => $"{l.Proposal.Id} {l.Line.Why}"));
    }

    [Fact]
    public void What_no_line_tells_of_is_not_believed() =>
        Assert.Empty(ProposalHistory.Join([Line("h1", 1)], [Live("one", "h9", "a", "b", 1), Live("two", "h1", "a", "b", 1) with { State = ProposalState.Submitted }]));

    static AuditLine Line(string hash, int day, string why = "why") => new(day, new AuditEntry(Day, "Bo", "approver of xx.town", "rules-live", hash, why), "");

    static Proposal Live(string id, string hash, string? before, string text, int day) => new(
        id, "xx.town", "base", new Dictionary<string, string> { [Path] = text }, new Dictionary<string, string?> { [Path] = before }, "why", ProposalState.Live, "Anna", Day.AddTicks(day), "Bo", "", hash, 3);
}
