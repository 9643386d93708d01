using System.Net;
using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>From a draft to the rule book: four eyes.</summary>
public sealed class StudioDecisionTests
{
    [Fact]
    public async Task An_approved_change_is_in_force_at_once_and_stands_in_the_audit_log()
    {
        await using var house = await StudioHouse.Open();
        var before = house.Host.Scenario.Rules.Current.Hash;
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);

        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve", ("why", "Good."), ("confirmed", "yes"))).Location);
        var live = house.Host.Scenario.Rules.Current;
        Assert.NotEqual(before, live.Hash);
        Assert.Equal(live.Hash, house.Files.Hash);
        Assert.Contains("en: \"MitID\"", house.Text(RuleFile), StringComparison.Ordinal);
        Assert.Equal(["Anna: draft-submitted (Everybody knows MitID.)", "Bo: approved (Good.)", "Bo: rules-live (Everybody knows MitID.)"], await house.Audit());
        Assert.Contains("In force", (await author.Get(draft)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_approves_their_own_work_also_with_both_roles_and_in_other_letters()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Both();
        var draft = await house.Submitted(author);
        using var same = await house.Both("ANNA");
        Assert.Null((await same.Get(draft)).Document.QuerySelector($"form[action='{draft}/approve']"));
        var refused = await same.Post($"{draft}/approve", ("form-token", (await same.Get(draft)).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!), ("version", "2"), ("confirmed", "yes"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("own work", refused.Words, StringComparison.Ordinal);
    }
}
