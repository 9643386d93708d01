using System.Net;
using Proactive.Testing;
using Proactive.Web.Pages;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What citizens read behind their link.</summary>
public sealed class GuidePagesTests
{
    [Theory, InlineData("en"), InlineData("da"), InlineData("cs")]
    public async Task The_list_reads_so(string language)
    {
        await using var host = await GuideHouse.EveryState(language);
        using var anna = host.Stranger();
        var page = await anna.Get(host.GuidePath());
        Assert.Equal((HttpStatusCode.OK, language), (page.Status, page.Document.DocumentElement.GetAttribute("lang")));
        Snapshot.Matches(Lines(page), $"The_list_of_a_citizen.{language}");
    }

    [Fact]
    public async Task Several_lists_are_one_page_with_what_comes_first_on_top()
    {
        await using var host = await GuideHouse.Several();
        using var anna = host.Stranger();
        var page = (await anna.Get(host.GuidePath())).Document;
        Assert.Equal("Your lists: 7 things to do, the first was due on Saturday 7 November", Plain(page.QuerySelector("h1")!.TextContent));
        Assert.Equal(["Your baby: 1 thing to do, by Wednesday 5 May 2027", "Your move: 6 things to do, the first was due on Saturday 7 November"], page.QuerySelectorAll("h2").Take(2).Select(h => Plain(h.TextContent)));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_was_taken_back_asks_for_nothing()
    {
        await using var host = await GuideHouse.Withdrawn();
        using var anna = host.Stranger();
        var page = await anna.Get(host.GuidePath());
        Assert.StartsWith("Your move: there is nothing you need to do The public register has taken back what it told us.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("I have done this", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guardian_is_told_that_it_is_about_somebody_else_but_not_who()
    {
        await using var host = await GuideHouse.Child();
        using var bo = host.Stranger();
        var page = await bo.Get(host.GuidePath("p-2"));
        Assert.StartsWith("Your move: 6 things to do, the first was due on Saturday 7 November This is about someone you are guardian of.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", page.Body, StringComparison.Ordinal);
        await using var own = await GuideHouse.Moved();
        Assert.DoesNotContain("guardian", (await bo.Get(new Uri(own.Address, own.GuidePath()).AbsoluteUri)).Body, StringComparison.Ordinal);
    }

    [Theory, InlineData("da", "Din flytning: 6 ting at gøre"), InlineData("cs", "Vaše stěhování: 6 věcí k vyřízení"), InlineData("xx", "Your move: 6 things to do")]
    public async Task The_language_is_that_of_the_message_until_another_is_asked_for(string asked, string heading)
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        anna.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("cs");
        Assert.StartsWith("Your move: 6 things to do", (await anna.Get(host.GuidePath())).Words, StringComparison.Ordinal);
        var page = await anna.Get($"{host.GuidePath()}?lang={asked}");
        Assert.StartsWith(heading, page.Words, StringComparison.Ordinal);
        var onward = page.Document.QuerySelectorAll("form").Select(f => f.GetAttribute("action")!).Concat(page.Document.QuerySelectorAll("nav.more a").Select(a => a.GetAttribute("href")!));
        Assert.All(onward, path => Assert.Equal(asked != "xx", path.EndsWith($"?lang={asked}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_on_any_page_says_who_the_citizen_is()
    {
        await using var host = await GuideHouse.EveryState();
        using var anna = host.Stranger();
        foreach (var place in Places.Append("/calendar.ics"))
        {
            var page = await anna.Get(host.GuidePath() + place);
            Assert.All(["Anna", "Sørensen", "anna@", "20000000", "=p-1", "\"p-1", "1987"], secret => Assert.DoesNotContain(secret, page.Body, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Links_to_elsewhere_do_not_say_where_the_reader_came_from_and_name_their_goal()
    {
        await using var host = await GuideHouse.EveryState();
        using var anna = host.Stranger();
        var away = (await anna.Get(host.GuidePath())).Document.QuerySelectorAll("a[href^=http]").ToList();
        Assert.Equal("https://town.example.org/move?a=1&b=2", Assert.Single(away, a => a.TextContent == "Report your move online").GetAttribute("href"));
        Assert.All(away, a => Assert.Equal("noopener noreferrer", a.GetAttribute("rel")));
        Assert.DoesNotContain(away, a => a.TextContent.Length < 8);
    }

    [Fact]
    public void Every_registry_that_starts_a_shipped_life_event_has_a_name_in_every_language()
    {
        var book = new PhraseBook(Repository.TemplateFolder);
        var registers = Repository.RuleBook.Guides.SelectMany(g => Web.Guide.GuideVisit.RegistersOf(g)).Distinct().ToList();
        Assert.Contains("dk-cpr", registers);
        Assert.Equal([], PhraseBook.Locales.SelectMany(l => registers.Where(r => !book.In(l).Keys.Contains($"guide.register-{r}")).Select(r => $"{l} {r}")));
    }

    /// <summary>The pages behind a link.</summary>
    public static IReadOnlyList<string> Places { get; } = ["", "/messages", "/object", "/grade", "/close"];

    static string Lines(DoorHost.Answer page) =>
        string.Concat(page.Document.QuerySelectorAll("main :is(h1, h2, h3, p, summary, dt, dd, button, li:not(:has(p)))").Select(e => $"{e.LocalName}: {Plain(e.TextContent)}\n"));

    static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
