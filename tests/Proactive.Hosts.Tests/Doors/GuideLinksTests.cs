using System.Net;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What a link opens, and to whom it opens nothing.</summary>
public sealed class GuideLinksTests
{
    static readonly string[] Acts = ["tick", "untick", "choose", "opt-out", "opt-in", "object", "grade", "close"];

    [Theory, InlineData("en", "This link does not open anything"), InlineData("da", "Linket åbner ikke noget"), InlineData("cs", "Tento odkaz nic neotevírá")]
    public async Task A_wrong_an_expired_and_a_closed_link_look_the_same_wherever_they_lead(string language, string heading)
    {
        await using var host = await GuideHouse.Neighbours();
        using var visitor = host.Stranger();
        visitor.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var (annas, bos) = (host.GuidePath(), host.GuidePath("p-2"));
        var wrong = await visitor.Get("/guide/AAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.NotFound, wrong.Status);
        Assert.StartsWith(heading, wrong.Words, StringComparison.Ordinal);

        var forms = await FormsOf(visitor, annas);
        await visitor.Submit($"{bos}/close", $"{bos}/close");
        host.Scenario.Clock.MoveTo(host.Scenario.Clock.GetUtcNow().AddDays(181));
        var fresh = await FormsOf(visitor, annas);
        Assert.Empty(fresh);
        Assert.NotEmpty(forms);
        foreach (var path in new[] { annas, bos, "/guide/x", "/guide/%2e%2e%2fadmin", $"/guide/{new string('A', 4000)}" })
            Assert.Equal((HttpStatusCode.NotFound, wrong.Body), Of(await visitor.Get(path)));
        Assert.Equal((HttpStatusCode.OK, wrong.Body), Of(await visitor.Get("/guide")));
        foreach (var (path, place) in from path in new[] { annas, bos } from place in new[] { "/calendar.ics", "/messages", "/object", "/grade", "/close" } select (path, place))
            Assert.Equal((HttpStatusCode.NotFound, wrong.Body), Of(await visitor.Get(path + place)));
    }

    [Fact]
    public async Task No_form_of_a_link_that_was_closed_meanwhile_does_anything()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var wrong = await anna.Get("/guide/AAAAAAAAAAAAAAAAAAAAAA");
        var tokens = new Queue<string>((await anna.Get(path)).Document.QuerySelectorAll("input[name=form-token]").Select(i => i.GetAttribute("value")!));
        for (; tokens.Count < Acts.Length;) tokens.Enqueue((await anna.Get($"{path}/close")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!);
        await anna.Submit($"{path}/close", $"{path}/close");
        var before = (await host.Scenario.File()).Version;
        foreach (var act in Acts)
            Assert.Equal((HttpStatusCode.NotFound, wrong.Body), Of(await anna.Post($"{path}/{act}", ("form-token", tokens.Dequeue()), ("mark", "1"), ("guide", "xx/moving"), ("language", "en"))));
        Assert.Equal(before, (await host.Scenario.File()).Version);
    }

    [Fact]
    public async Task A_link_does_nothing_to_the_journey_of_another_citizen()
    {
        await using var host = await GuideHouse.Neighbours();
        using var bo = host.Stranger();
        var (annas, bos) = (host.GuidePath(), host.GuidePath("p-2"));
        var journey = (await bo.Get(annas)).FormOf("tick", "mailbox")!.Hidden().Single(f => f.Item1 == "journey").Item2;
        var before = (await host.Scenario.File()).Version;
        foreach (var (page, act) in new[] { ("", "tick"), ("", "untick"), ("/grade", "grade") })
        {
            var token = (await bo.Get(bos + page)).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
            var after = await bo.Follow(await bo.Post($"{bos}/{act}", ("form-token", token), ("journey", journey), ("step", "mailbox"), ("mark", "1")));
            Assert.Contains("That could not be changed any more.", after.Words, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await host.Scenario.File()).Version);
        Assert.Empty((await host.Scenario.File()).Answers);

        // Nor is the token of a form good for anybody else's link.
        var hers = (await bo.Get(annas)).FormOf("tick", "mailbox")!;
        Assert.Equal(HttpStatusCode.Conflict, (await bo.Post($"{bos}/tick", hers.Hidden())).Status);
    }

    [Fact]
    public async Task A_form_is_good_once_and_only_with_its_token_and_from_here()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        var path = host.GuidePath();
        var form = (await anna.Get(path)).FormOf("tick", "mailbox")!;
        Assert.Equal(HttpStatusCode.Redirect, (await anna.Post($"{path}/tick", form.Hidden())).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await anna.Post($"{path}/tick", form.Hidden())).Status);

        foreach (var act in Acts)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await anna.Post($"{path}/{act}", ("journey", "x"))).Status);
            using var elsewhere = host.Stranger();
            elsewhere.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
            var fresh = (await anna.Get(path)).FormOf("tick", "report")!;
            Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Post($"{path}/{act}", fresh.Hidden())).Status);
        }

        Assert.Equal(["mailbox"], (await host.Scenario.File()).Ticks.Select(t => t.Step));
    }

    [Fact]
    public async Task Whoever_opens_every_address_on_every_page_changes_nothing_and_gets_no_cookie()
    {
        await using var host = await GuideHouse.EveryState();
        using var scanner = host.Stranger();
        var before = (await host.Scenario.File()).Version;
        var (waiting, seen) = (new Queue<string>([host.GuidePath(), "/unsubscribe/x"]), new HashSet<string>());
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var page = await scanner.Get(path);
            Assert.DoesNotContain("Set-Cookie", page.Headers.Keys);
            var addresses = page.Document.QuerySelectorAll("[href], [src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Concat(page.Document.QuerySelectorAll("form").Select(f => f.GetAttribute("action") ?? path));
            foreach (var address in addresses.Select(a => new Uri(new Uri(host.Address, path), a)).Where(a => a.Host == host.Address.Host)) waiting.Enqueue(address.PathAndQuery);
        }

        Assert.True(seen.Count > 25, $"only {seen.Count} addresses were found");
        Assert.Contains($"{host.GuidePath()}/tick", seen);
        Assert.Equal(before, (await host.Scenario.File()).Version);
    }

    [Fact]
    public async Task The_pages_are_kept_nowhere_found_by_nobody_and_tell_no_other_site_of_the_link()
    {
        await using var host = await GuideHouse.Moved();
        using var anna = host.Stranger();
        foreach (var path in GuidePagesTests.Places.Append("/calendar.ics").Select(p => host.GuidePath() + p).Append("/guide/x"))
        {
            var headers = (await anna.Get(path)).Headers;
            Assert.Equal(("no-store", "no-referrer", "nosniff"), (headers["Cache-Control"], headers["Referrer-Policy"], headers["X-Content-Type-Options"]));
            Assert.Contains("noindex", headers["X-Robots-Tag"], StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("Set-Cookie", headers.Keys);
        }
    }

    static async Task<IReadOnlyList<AngleSharp.Dom.IElement>> FormsOf(DoorHost.Visitor visitor, string path) => [.. (await visitor.Get(path)).Document.QuerySelectorAll("form")];

    static (HttpStatusCode, string) Of(DoorHost.Answer answer) => (answer.Status, answer.Body);
}
