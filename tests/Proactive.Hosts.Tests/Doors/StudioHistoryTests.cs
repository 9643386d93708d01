using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Versions of an agency's files, and the way back.</summary>
public sealed class StudioHistoryTests
{
    [Fact]
    public async Task Each_version_says_who_wrote_it_who_approved_it_when_and_why()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        await GoLive(house, author);
        var row = (await author.Get("/studio/history")).Document.QuerySelectorAll("tbody tr")[0].TextContent;
        foreach (var word in new[] { "2026-11-23 09:00", "Anna", "Bo", "Everybody knows MitID." }) Assert.Contains(word, row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolling_back_makes_a_draft_that_somebody_else_has_to_approve()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var first = house.Text(RuleFile);
        await GoLive(house, author);
        var oldest = (await author.Get("/studio/history")).Document.QuerySelectorAll("tbody tr")[^1].QuerySelector("a")!.GetAttribute("href")!;
        var back = await author.Submit(oldest, $"{oldest.Split('?')[0]}/restore");
        var draft = back.Location!;
        Assert.NotEqual(first, house.Text(RuleFile));
        Assert.Equal(draft, (await author.Submit(draft, $"{draft}/submit", ("why", "It was right before."))).Location);
        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"))).Location);
        Assert.Equal(first, house.Text(RuleFile));
        Assert.Equal(Proactive.Testing.Repository.RuleBook.Hash, house.Host.Scenario.Rules.Current.Hash);
        Assert.Equal(3, (await author.Get("/studio/history")).Document.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task What_was_changed_outside_the_studio_is_named_so()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        await GoLive(house, author);
        house.ChangeOutside(RuleFile, "Get a host declaration", "Ask for a host declaration");
        var page = (await author.Get("/studio/history")).Document;
        Assert.StartsWith("Changed outside the studio", page.QuerySelectorAll("tbody tr")[0].TextContent.Trim(), StringComparison.Ordinal);
        var version = await author.Get(page.QuerySelectorAll("tbody tr")[0].QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("Ask for a host declaration", version.Document.QuerySelector(".line.added")!.TextContent, StringComparison.Ordinal);
    }

    static async Task GoLive(StudioHouse house, DoorHost.Visitor author)
    {
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"))).Location);
    }
}
