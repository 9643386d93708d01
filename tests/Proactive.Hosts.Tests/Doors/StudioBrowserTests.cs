using Microsoft.Playwright;
using Proactive.Web.Entrance;
using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The studio in a browser.</summary>
public sealed class StudioBrowserTests
{
    static readonly Actor Anna = new("Anna", [Role.Author], "dk.municipality");
    static readonly Actor Bo = new("Bo", [Role.Approver], "dk.municipality");

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_author_makes_a_mistake_mends_it_tries_it_and_a_colleague_puts_it_in_force(bool scripts)
    {
        await using var house = await StudioHouse.Open();
        await house.Host.Scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-01","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await using var browser = await TemplatesChromium.Start();
        await using var annas = await browser.Visitor(PageLook.Wide, scripts);
        var page = await SignIn(annas, house, Anna);

        await page.GetByRole(AriaRole.Link, new() { Name = "Files" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Edit {RuleFile}" }).ClickAsync();
        var text = page.GetByLabel($"The text of {RuleFile}");
        var was = await text.InputValueAsync();
        Assert.Equal(house.Text(RuleFile), was);

        await text.FillAsync(Changed(was, "due: effective + days(5)                         # not", "due: effectve + days(5)                         # not"));
        if (!scripts) await page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        var problem = page.Locator(".problem").First;
        await Assertions.Expect(problem).ToContainTextAsync("effectve");
        // It stands under its line.
        var line = page.Locator(".line.marked").First;
        await Assertions.Expect(line).ToContainTextAsync("due: effectve + days(5)");
        Assert.True((await line.BoundingBoxAsync())!.Y < (await problem.BoundingBoxAsync())!.Y);
        if (scripts) await Assertions.Expect(page.Locator("#check-status")).ToContainTextAsync("Mistakes: 1");

        await text.FillAsync(Changed(was, "due: effective + days(5)                         # not", "due: effective + days(6)                         # not"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#check-result")).ToContainTextAsync("No problems found.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Tests", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("report-address due: expected 2026-11-06, was 2026-11-07");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Add {TestsFile}" }).ClickAsync();
        var tests = page.GetByLabel($"The text of {TestsFile}");
        await tests.FillAsync(await WithoutDates(tests));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tests", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Failed: 0.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Messages" }).ClickAsync();
        await Assertions.Expect(page.Locator("iframe").First.ContentFrame.Locator("h1")).ToContainTextAsync("Din flytning");
        await Assertions.Expect(page.Locator("iframe").Last.ContentFrame.Locator("h1")).ToContainTextAsync("Your move");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reach" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There are no events");
        await page.GetByRole(AriaRole.Link, new() { Name = "Summary" }).ClickAsync();
        await page.GetByLabel("Why").FillAsync("The law gives a day more.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Submitted");

        await using var bos = await browser.Visitor(PageLook.Wide, scripts);
        var other = await SignIn(bos, house, Bo);
        await other.GotoAsync(page.Url);
        await Assertions.Expect(other.Locator(".line.added").First).ToContainTextAsync("days(6)");
        await other.GetByLabel("Nobody can say how many people").CheckAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Approve and put in force" }).ClickAsync();
        await Assertions.Expect(other.Locator("main")).ToContainTextAsync("In force");
        Assert.Contains("days(6)", house.Text(RuleFile), StringComparison.Ordinal);
        Assert.Equal(house.Files.Hash, house.Host.Scenario.Rules.Current.Hash);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var house = await StudioHouse.Open();
        await using var browser = await TemplatesChromium.Start();
        await using var annas = await browser.Visitor(PageLook.Wide);
        var page = await SignIn(annas, house, Anna);
        await Reach(page, "Files");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your authority's files");
        await Reach(page, $"Edit {RuleFile}");
        var text = page.Locator("#text");
        await Assertions.Expect(text).ToBeVisibleAsync();
        await TabTo(page, "text");
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.TypeAsync("oops: yes\n");
        await Assertions.Expect(page.Locator(".problem").First).ToContainTextAsync("oops");
        // The line in the problem leads back to its place in the text.
        await Reach(page, "line 1");
        Assert.Equal("text", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Delete");
        Assert.Equal(house.Text(RuleFile), await text.InputValueAsync());
        // Tab leaves the text.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#check-result")).ToContainTextAsync("No problems found.");
    }

    [Theory, InlineData("da"), InlineData("cs"), InlineData("en")]
    public async Task Nothing_on_any_page_shuts_anybody_out(string locale)
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var live = await house.Submitted(author);
        await approver.Submit(live, $"{live}/approve", ("why", "Good."), ("confirmed", "yes"));
        var draft = await Begin(author);
        await house.Save(author, draft, "when: has(data.hadProtection) && data.hadProtection", "when: has(data.hadProtecton)");
        var submitted = await Begin(author, "dk/marriage/municipality.yaml");
        await house.Save(author, submitted, "status: verified", "status: secondary", "dk/marriage/municipality.yaml");
        await author.Submit(submitted, $"{submitted}/submit", ("why", "It was read elsewhere."));

        await using var browser = await TemplatesChromium.Start();
        await using var context = await browser.Visitor(PageLook.Wide, locale: locale);
        var page = await SignIn(context, house, Anna with { Roles = [Role.Author, Role.Approver] });
        await using var bos = await browser.Visitor(PageLook.Wide, locale: locale);
        var deciding = await SignIn(bos, house, Bo);
        var flaws = new List<string>();
        foreach (var path in new[]
        {
            "/studio", "/studio/map", "/studio/life-events/dk/moving", "/studio/life-events/dk/moving/report-address", "/studio/files", "/studio/drafts", $"{draft}/edit", draft, live,
            $"{submitted}/tests", $"{submitted}/preview", $"{submitted}/reach", submitted, "/studio/history", $"/studio/history/{live.Split('/')[^1]}?file={RuleFile}",
        })
        {
            var on = path == submitted ? deciding : page;
            var answer = await on.GotoAsync(new Uri(house.Host.Address, path).AbsoluteUri);
            Assert.True(answer!.Ok, $"{path} answered {answer.Status}.");
            Assert.Equal(locale, await on.Locator("html").GetAttributeAsync("lang"));
            flaws.AddRange((await PageLook.Flaws(on)).Select(f => $"{path} {f}"));
        }

        Assert.Empty(flaws);
    }

    static async Task Reach(IPage page, string name)
    {
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("(document.activeElement.textContent ?? '').trim().replace(/\\s+/g, ' ')") != name) continue;
            await page.Keyboard.PressAsync("Enter");
            return;
        }

        Assert.Fail($"The keyboard does not come to '{name}'.");
    }

    static async Task TabTo(IPage page, string id)
    {
        for (var i = 0; i < 60 && await page.EvaluateAsync<string>("document.activeElement.id") != id; i++) await page.Keyboard.PressAsync("Tab");
        Assert.Equal(id, await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    // The author drops what the tests say of the deadline that moved, and of what follows from it.
    static async Task<string> WithoutDates(ILocator tests) => string.Concat((await tests.InputValueAsync()).Split("\n- name: ")
        .Select((test, i) => (test, i)).Where(t => t.i == 0 || !t.test.Contains("report-address", StringComparison.Ordinal)).Select(t => t.i == 0 ? t.test : $"\n- name: {t.test}"));

    internal static async Task<IPage> SignIn(IBrowserContext context, StudioHouse house, Actor actor)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(house.Host.Address, house.Host.SignInPath(actor)).AbsoluteUri);
        await page.GetByRole(AriaRole.Button).First.ClickAsync();
        return page;
    }
}
