using Microsoft.Playwright;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The administration in a browser: by keyboard alone, without scripts, in every language, on a small screen and a large one.</summary>
public sealed class AdministrationBrowserTests
{
    static async Task<IPage> SignIn(DoorHost host, IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, host.SignInPath(new Actor("Kim", [Role.Administrator]))).AbsoluteUri);
        await page.Locator("main button").PressAsync("Enter");
        return page;
    }

    // As somebody without a mouse gets there.
    static async Task TabTo(IPage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }

        Assert.Fail($"The keyboard does not reach {selector} on {page.Url}.");
    }

    [Fact]
    public async Task A_caller_is_found_by_number_and_the_message_sent_again_with_the_keyboard_alone()
    {
        await using var host = await AdministrationStory.Failed();
        await using var chromium = await TemplatesChromium.Start();
        await using var context = await chromium.Visitor(PageLook.Wide, scripts: false);
        var page = await SignIn(host, context);
        await TabTo(page, ".places a[href='/admin/log']");
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "#person");
        await page.Keyboard.TypeAsync("p-1");
        await page.Keyboard.PressAsync("Enter");
        // The search folds up when something was looked for.
        await page.Locator("details:not([open])").WaitForAsync();
        Assert.DoesNotContain("p-1", page.Url, StringComparison.Ordinal);
        await TabTo(page, "tbody td:nth-child(2) a");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("The event came in", await page.Locator(".timeline").InnerTextAsync(), StringComparison.Ordinal);
        await TabTo(page, "#reason");
        await page.Keyboard.TypeAsync(AdministrationStory.Reason);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($".timeline >> text=sent again by hand: {AdministrationStory.Reason}").WaitForAsync();
        await TabTo(page, ".places a[href='/admin/audit']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h1 >> text=Audit log").WaitForAsync();
        Assert.Contains($"notice-resent\t{(await AdministrationStory.Start(host.Scenario)).Id}\t{AdministrationStory.Reason}", await page.Locator("tbody").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_typed_into_the_wrong_field_does_not_leave_the_page()
    {
        await using var host = await AdministrationStory.Failed();
        await using var chromium = await TemplatesChromium.Start();
        await using var context = await chromium.Visitor(PageLook.Wide, scripts: false);
        var page = await SignIn(host, context);
        await page.GotoAsync(new Uri(host.Address, "/admin/log").AbsoluteUri);
        foreach (var field in new[] { "#citizen", "#notice" })
        {
            await page.Locator(field).FillAsync(AdministrationStory.Stranger);
            Assert.True(await page.Locator(field).EvaluateAsync<bool>("e => e.matches(':invalid')"));
            await page.Keyboard.PressAsync("Enter");
            Assert.EndsWith("/admin/log", page.Url, StringComparison.Ordinal);
            await page.Locator(field).FillAsync("");
        }
    }

    [Theory]
    [InlineData("da")]
    [InlineData("cs")]
    [InlineData("en")]
    public async Task Every_page_is_open_to_everybody(string locale)
    {
        await using var host = await AdministrationStory.Busy();
        await FiguresStory.Count(host);
        await using var empty = await DoorHost.Start();
        await using var chromium = await TemplatesChromium.Start();
        var citizen = $"/admin/citizens/{host.Scenario.Keys.Of("p-1")}";
        var rejected = $"/admin/rejected/{(await host.Scenario.Store.ListRejected(new RejectedQuery(), CancellationToken.None).FirstAsync()).Id}";
        // A page, and where there is one the form whose answer is looked at, too.
        (string Path, string? Action)[] pages =
        [
            ("/admin", null), ("/admin/hold", null), ("/admin/hold", "/admin/hold"), ("/admin/log", null), ("/admin/log?state=held", null), ("/admin/log?citizen=x&from=x", null),
            (await AdministrationStory.NoticePath(host), null), (citizen, citizen), ("/admin/rejected", null), (rejected, rejected), ("/admin/rejected", "/admin/rejected/examine"),
            ("/admin/objections", null), ("/admin/objections", "/admin/objections/read"), ("/admin/figures", null), ("/admin/figures?days=365", null), ("/admin/audit", "/admin/audit"),
        ];
        Assert.Empty(await Flaws(chromium, host, locale, pages));
        Assert.Empty(await Flaws(chromium, empty, locale, [("/admin", null), ("/admin/hold", null), ("/admin/rejected", null), ("/admin/objections", null), ("/admin/figures", null)]));
    }

    static async Task<IReadOnlyList<string>> Flaws(TemplatesChromium chromium, DoorHost host, string locale, (string Path, string? Action)[] pages)
    {
        await using var context = await chromium.Visitor(PageLook.Wide, locale: locale);
        var page = await SignIn(host, context);
        var found = new List<string>();
        foreach (var (path, action) in pages)
        {
            await page.GotoAsync(new Uri(host.Address, path).AbsoluteUri);
            Assert.Equal(locale, await page.Locator("html").GetAttributeAsync("lang"));
            if (action is not null) await Send(page, page.Locator($"form[action='{action}']").First);
            found.AddRange((await PageLook.Flaws(page)).Select(flaw => $"{path} {action}: {flaw}"));
            await page.SetViewportSizeAsync(PageLook.Wide, 800);
        }

        return found;
    }

    static async Task Send(IPage page, ILocator form)
    {
        if (await form.Locator("[name=reason]").CountAsync() > 0) await form.Locator("[name=reason]").FillAsync(AdministrationStory.Reason);
        if (await form.Locator("[type=radio]").CountAsync() > 0)
        {
            // Past the browser's own check, for the page that says what is wrong.
            await form.EvaluateAsync("f => f.noValidate = true");
        }

        // What is on the page now is not the answer.
        await page.EvaluateAsync("document.body.className += ' before'");
        await form.Locator("button").First.ClickAsync();
        await page.Locator("body:not(.before) main h1").WaitForAsync();
    }
}
