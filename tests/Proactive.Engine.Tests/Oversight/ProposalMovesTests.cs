using Proactive.Engine.Oversight;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Oversight;

public sealed class ProposalMovesTests
{
    const string Path = "xx/moving/town.yaml";

    static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    static Proposal Draft => ProposalMoves.Begin("p-1", "xx.town", RuleFolders.With(), Path, "agency: xx.town\n", "Anna", Now);

    [Fact]
    public void A_draft_remembers_the_file_it_was_begun_from()
    {
        Assert.Equal(RuleFolders.Town, Draft.Before[Path]);
        Assert.True(Draft.ChangesSomething());
        Assert.False(Draft.Write(RuleFolders.With(), Path, RuleFolders.Town, Now)!.ChangesSomething());
    }

    [Fact]
    public void Only_a_submitted_change_is_decided_and_only_by_somebody_else()
    {
        Assert.Null(Draft.Approve("Bo", "", "hash", Now));
        var submitted = Draft.Submit("why", Now)!;
        Assert.Null(submitted.Approve("Anna", "", "hash", Now));
        Assert.Null(submitted.Approve(" ANNA ", "", "hash", Now));
        var live = submitted.Approve("Bo", "fine", "hash", Now)!;
        Assert.Equal((ProposalState.Live, "Bo", "fine", "hash"), (live.State, live.DecidedBy, live.Decision, live.LiveAs));
    }

    [Fact]
    public void What_is_decided_or_withdrawn_does_not_move_any_more()
    {
        var submitted = Draft.Submit("why", Now)!;
        foreach (var end in new[] { submitted.Approve("Bo", "", "hash", Now)!, submitted.Decline("Bo", "no", Now)!, submitted.Withdraw(Now)!, Draft.Withdraw(Now)! })
        {
            Assert.Null(end.Write(RuleFolders.With(), Path, "x", Now));
            Assert.Null(end.Submit("why", Now));
            Assert.Null(end.Withdraw(Now));
            Assert.Null(end.Reopen(RuleFolders.With(), Now));
            Assert.Null(end.Decline("Bo", "no", Now));
            Assert.Null(end.Approve("Bo", "", "hash", Now));
        }
    }

    [Fact]
    public void A_submitted_text_is_not_changed_without_taking_it_back()
    {
        var submitted = Draft.Submit("why", Now)!;
        Assert.Equal(ProposalState.Draft, submitted.Reopen(RuleFolders.With(), Now)!.State);
        Assert.Null(submitted.Submit("again", Now));
        Assert.Null(submitted.Write(RuleFolders.With(), Path, "x", Now));
    }

    [Fact]
    public void A_change_is_overtaken_when_its_file_is_no_longer_as_it_was()
    {
        Assert.Empty(Draft.OvertakenIn(RuleFolders.With(("xx/other.yaml", "x"))));
        var changed = RuleFolders.WithTown("Act 1", "Act 2");
        Assert.Equal([Path], Draft.OvertakenIn(changed));
        var written = Draft.Write(changed, Path, "agency: xx.town\nsteps:\n", Now)!;
        Assert.Equal([Path], written.OvertakenIn(changed));
        Assert.Empty(written.Submit("why", Now)!.Reopen(changed, Now)!.OvertakenIn(changed));
    }

    [Fact]
    public void A_file_that_is_added_later_remembers_its_own_beginning_and_can_leave_again()
    {
        var two = Draft.Write(RuleFolders.With(), "xx/moving/new.yaml", "text", Now)!;
        Assert.Null(two.Before["xx/moving/new.yaml"]);
        Assert.Equal([Path], two.Leave("xx/moving/new.yaml", Now)!.Texts.Keys);
        Assert.Null(Draft.Leave(Path, Now));
    }

    [Fact]
    public void Its_size_is_counted_in_bytes()
    {
        Assert.False((Draft with { Texts = new Dictionary<string, string> { [Path] = new('x', ProposalMoves.MaxBytes) } }).IsTooLarge());
        Assert.True((Draft with { Texts = new Dictionary<string, string> { [Path] = new('ř', ProposalMoves.MaxBytes / 2 + 1) } }).IsTooLarge());
    }
}
