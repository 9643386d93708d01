using System.Net;
using Proactive.Engine.Visits;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The forms behind the list: how to be written to, refusing, objecting, grading, closing the link.</summary>
public sealed class GuideFormsTests
{
    [Fact]
    public async Task The_citizen_chooses_how_and_in_which_language_to_be_written_to()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var page = await anna.Follow(await anna.Submit($"{path}/messages", $"{path}/choose", ("channel", "letter"), ("language", "cs")));
        Assert.Contains("Od teď vám budeme psát tak, jak jste si zvolili.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["letter", "cs"], (await anna.Get($"{path}/messages")).Document.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")));
        await host.Scenario.Until("2026-11-10T12:00");
        Assert.Equal(["cs"], host.Scenario.Letter.Messages.Select(m => m.Locale));
    }

    [Theory, InlineData("pigeon", "en"), InlineData("email", "tlh"), InlineData("email", "")]
    public async Task What_cannot_be_chosen_is_asked_again_kindly(string channel, string language)
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var page = await anna.Submit($"{path}/messages", $"{path}/choose", ("channel", channel), ("language", language));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("Please choose one of the ways and one of the languages.", page.Document.QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty((await host.Scenario.File()).Choices);
    }

    [Fact]
    public async Task The_citizen_refuses_what_is_optional_and_takes_it_back()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var page = await anna.Follow(await anna.Submit($"{path}/messages?lang=en", $"{path}/opt-out?lang=en"));
        Assert.Contains("You get no more messages about this.", page.Words, StringComparison.Ordinal);
        Assert.Equal(["xx/moving"], (await host.Scenario.File()).OptOuts);
        page = await anna.Follow(await anna.Submit($"{path}/messages", $"{path}/opt-in"));
        Assert.Contains("You get messages about this again.", page.Words, StringComparison.Ordinal);
        Assert.Empty((await host.Scenario.File()).OptOuts);
    }

    [Fact]
    public async Task What_the_law_prescribes_cannot_be_refused_but_objected_to()
    {
        await using var host = await GuideHouse.Baby();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var page = await anna.Get($"{path}/messages");
        Assert.DoesNotContain("opt-out", page.Body, StringComparison.Ordinal);
        Assert.Contains("Messages about “Your baby” have to be sent", page.Words, StringComparison.Ordinal);

        Assert.Contains("Messages about “Your baby” are mandatory. That means an authority must send them", (await anna.Get($"{path}/object")).Words, StringComparison.Ordinal);
        page = await anna.Follow(await anna.Submit($"{path}/object", $"{path}/object", ("words", "I know all this.\r\nPlease stop.")));
        Assert.Contains("We have got your objection. A person reads it and decides.", page.Words, StringComparison.Ordinal);
        Assert.Equal([("xx/baby", "I know all this.\nPlease stop.")], (await host.Scenario.File()).Objections.Select(o => (o.Guide, o.Words)));
        Assert.Contains("You have objected.", (await anna.Get($"{path}/object")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_objection_that_is_too_long_comes_back_with_every_word()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var (path, words) = (host.GuidePath(), new string('x', 2001));
        var page = await anna.Submit($"{path}/object", $"{path}/object", ("words", words));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(words, page.Document.QuerySelector("textarea")!.TextContent);
        Assert.Contains("2001 characters, and there is room for 2,000", page.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await host.Scenario.File()).Objections);
    }

    [Fact]
    public async Task The_citizen_grades_the_help_and_says_it_better_later()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        await anna.Follow(await anna.Submit($"{path}/grade", $"{path}/grade", ("mark", "4"), ("words", ""), ("authorities", ""), ("helped", "")));
        var page = await anna.Follow(await anna.Submit($"{path}/grade", $"{path}/grade", ("mark", "2"), ("words", "One phone number."), ("authorities", "3"), ("helped", "no")));
        Assert.Contains("Thank you for your answer.", page.Words, StringComparison.Ordinal);
        Assert.Equal(new Answer(2, "One phone number.", 3, false), Assert.Single((await host.Scenario.File()).Answers).Answer);
        var again = (await anna.Get($"{path}/grade")).Document;
        Assert.Equal(["2", "no"], again.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal(("One phone number.", "3"), (again.QuerySelector("textarea")!.TextContent, again.QuerySelector("#authorities")!.GetAttribute("value")));
    }

    [Theory, InlineData(""), InlineData("0"), InlineData("6"), InlineData("1.5")]
    public async Task An_answer_that_cannot_be_read_comes_back_as_it_was_typed(string mark)
    {
        await using var host = await GuideHouse.Several();
        using var anna = host.Stranger();
        var (path, words) = (host.GuidePath(), new string('x', 301));
        var page = await anna.Submit($"{path}/grade?list=2", $"{path}/grade?list=2", ("mark", mark), ("words", words), ("authorities", "many"), ("helped", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["fault-mark", "fault-words", "fault-authorities"], page.Document.QuerySelectorAll("[role=alert] li").Select(l => l.Id));
        Assert.Equal((words, "many", "yes"), (page.Document.QuerySelector("textarea")!.TextContent, page.Document.QuerySelector("#authorities")!.GetAttribute("value"), page.Document.QuerySelector("input[checked]")!.GetAttribute("value")));
        Assert.Contains("It is about: Your move", page.Words, StringComparison.Ordinal);
        Assert.Empty((await host.Scenario.File()).Answers);
    }

    [Fact]
    public async Task Whoever_got_a_link_by_mistake_closes_it_after_being_asked()
    {
        await using var host = await GuideHouse.Moved();
        using var stranger = host.Stranger();
        var path = host.GuidePath();
        Assert.Contains("Nobody can open this list with it any more", (await stranger.Get($"{path}/close")).Words, StringComparison.Ordinal);
        var page = await stranger.Submit($"{path}/close?lang=da", $"{path}/close?lang=da");
        Assert.StartsWith("Linket er lukket", page.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
    }
}
