using System.Net;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Ticking steps off, and taking it back.</summary>
public sealed class GuideTickTests
{
    [Fact]
    public async Task A_step_is_ticked_off_and_put_back_and_the_page_says_so_beside_it()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var answer = await anna.Press($"{host.GuidePath()}?lang=da", "mailbox");
        Assert.Equal($"{host.GuidePath()}?lang=da&said=ticked&at=step-1-4#step-1-4", answer.Location);
        var step = (await anna.Follow(answer)).Document.QuerySelector("#step-1-4")!;
        Assert.Equal("Tak. Der er sat flueben, og vi minder dig ikke om det igen.", step.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains("Du satte flueben mandag den 9.", step.TextContent, StringComparison.Ordinal);

        answer = await anna.Press($"{host.GuidePath()}?lang=da", "mailbox", "untick");
        step = (await anna.Follow(answer)).Document.QuerySelector("#step-1-4")!;
        Assert.Equal("Det står på din liste igen.", step.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains("Det har jeg gjort", step.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_tick_says_that_all_is_done()
    {
        await using var host = await GuideHouse.Baby();
        using var anna = host.Stranger();
        var page = await anna.Follow(await anna.Press(host.GuidePath(), "name"));
        Assert.Equal("Your baby: all done", page.Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("Thank you. Everything on this list is done.", Assert.Single(page.Document.QuerySelectorAll("[role=status]")).TextContent);
        Assert.Contains("You have done everything on this list.", page.Words, StringComparison.Ordinal);
        Assert.NotNull(page.FormOf("untick", "name"));
    }

    [Fact]
    public async Task What_a_registry_has_confirmed_cannot_be_taken_back()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        await anna.Press(host.GuidePath(), "insurer");
        var open = await anna.Get(host.GuidePath());
        var form = open.FormOf("untick", "insurer")!;
        await host.Scenario.Hears("x.health.chosen.v1", """{"on":"2026-11-09"}""");

        var page = await anna.Follow(await anna.Post(form.GetAttribute("action")!, form.Hidden()));
        Assert.Null(page.FormOf("untick", "insurer"));
        Assert.Contains("A public register says it was done on Monday 9", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_any_more_says_so_and_shows_how_things_stand()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var form = (await anna.Get(host.GuidePath())).FormOf("tick", "mailbox")!;
        await host.Scenario.Hears("x.town.annulled.v1", """{"eventId":"moved-1"}""");
        var page = await anna.Follow(await anna.Post(form.GetAttribute("action")!, form.Hidden()));
        Assert.StartsWith("Your move: there is nothing you need to do That could not be changed any more.", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_nothing_that_is_not_its_own()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var page = await anna.Get($"{host.GuidePath()}?said=you-are-a-winner&at=step-1-1");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("[role=status]"));
    }
}
