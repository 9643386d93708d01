using Microsoft.Playwright;
using Proactive.Engine.Visits;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Goes the citizen's way through the guide in a browser: with a finger on a small phone, with the keyboard alone, and on paper.</summary>
public sealed class GuideBrowserTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task On_a_small_phone_with_or_without_scripts_the_citizen_finds_the_way(bool scripts)
    {
        await using var browser = await TemplatesChromium.Start();
        await using var host = await GuideHouse.Moved();
        await using var phone = await browser.Visitor(PageLook.Narrow, scripts);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, host.GuidePath()).AbsoluteUri);
        Assert.StartsWith("Your move: 6 things to do", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "I have done this – Report your move" }).ClickAsync();
        Assert.StartsWith("Your move: 5 things to do", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator(".step.done [role=status]").IsVisibleAsync());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Not done after all – Report your move" }).ClickAsync();
        Assert.StartsWith("Your move: 6 things to do", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose how we write to you" }).ClickAsync();
        await page.GetByLabel("Čeština").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        Assert.StartsWith("Vaše stěhování: 6 věcí k vyřízení", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Tell us how it went" }).ClickAsync();
        await page.GetByLabel("2 – well").CheckAsync();
        await page.GetByLabel("What would have made it easier?").FillAsync("One number to call.");
        await page.GetByLabel("How many authorities").FillAsync("3");
        await page.GetByLabel("Yes").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send my answer" }).ClickAsync();
        Assert.Equal("Thank you for your answer.", await page.Locator("#said").InnerTextAsync());
        var file = await host.Scenario.File();
        Assert.Equal(new Answer(2, "One number to call.", 3, true), Assert.Single(file.Answers).Answer);
        Assert.Equal("cs", Assert.Single(file.Choices).Language);
        Assert.Empty(await phone.CookiesAsync());
    }

    [Fact]
    public async Task The_keyboard_is_enough_and_shows_where_it_is()
    {
        await using var browser = await TemplatesChromium.Start();
        await using var host = await GuideHouse.Moved();
        await using var desk = await browser.Visitor(PageLook.Wide);
        var page = await desk.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, host.GuidePath()).AbsoluteUri);
        await Reach(page, "Why is this on my list? – Report your dog's move");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("details[open]").IsVisibleAsync());
        await Reach(page, "I have done this – Report your dog's move");
        await Enter(page, "#step-1-1.done [role=status]");

        // From the step, where the page is now, its button is not far.
        Assert.InRange(await Reach(page, "Not done after all – Report your dog's move"), 1, 3);
        await Enter(page, "#step-1-1.overdue [role=status]");
        await Reach(page, "Tell us how it went");
        await Enter(page, "#authorities");
        await Reach(page, "1 – a great deal");
        await page.Keyboard.PressAsync("ArrowDown");
        await Reach(page, "Send my answer");
        await Enter(page, "#said");
        Assert.Equal(2, Assert.Single((await host.Scenario.File()).Answers).Answer.Mark);
    }

    [Fact]
    public async Task On_paper_everything_is_unfolded_and_nothing_asks_to_be_pressed()
    {
        await using var browser = await TemplatesChromium.Start();
        await using var host = await GuideHouse.EveryState();
        await using var desk = await browser.Visitor(PageLook.Wide);
        var page = await desk.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, host.GuidePath()).AbsoluteUri);
        Assert.False(await page.GetByText("You now live far from your doctor.").IsVisibleAsync());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        foreach (var text in new[] { "You now live far from your doctor.", "Then the post finds you.", "A public register told us what has happened." }) Assert.True(await page.GetByText(text).First.IsVisibleAsync(), text);
        foreach (var gone in new[] { "button", "nav", ".keep" }) Assert.DoesNotContain(true, await Task.WhenAll((await page.Locator(gone).AllAsync()).Select(l => l.IsVisibleAsync())));
    }

    // Presses what has the focus, and is on the next page when this is there.
    static async Task Enter(IPage page, string next)
    {
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(next).WaitForAsync();
        await page.WaitForLoadStateAsync();
    }

    // Goes on with the tab key until something of this name has the focus, and counts. Whatever has it must show it.
    static async Task<int> Reach(IPage page, string name)
    {
        for (var steps = 1; steps < 80; steps++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (found, outline) = (await Evaluate("e => (e.labels && e.labels[0] || e).textContent"), await Evaluate("e => getComputedStyle(e).outlineStyle"));
            Assert.True(outline != "none", $"No outline: {await Evaluate("e => e.outerHTML.slice(0, 200)")}");
            if (string.Join(' ', found.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) == name) return steps;
        }

        throw new InvalidOperationException($"The keyboard does not reach '{name}'.");

        Task<string> Evaluate(string what) => page.EvaluateAsync<string>($"() => ({what})(document.activeElement)");
    }
}
