using Microsoft.Playwright;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Opens every page of the guide in a browser, in each language, and looks for what shuts somebody out.</summary>
public sealed class GuideLookTests
{
    [Theory, InlineData("da"), InlineData("cs"), InlineData("en")]
    public async Task Nobody_is_shut_out_of_any_page(string language)
    {
        await using var browser = await TemplatesChromium.Start();
        await using var open = await GuideHouse.EveryState(language);
        await using var several = await GuideHouse.Several(language);
        await using var withdrawn = await GuideHouse.Withdrawn(language);
        await using var done = await GuideHouse.Baby(language);
        using var anna = done.Stranger();
        await anna.Press(done.GuidePath(), "name");

        var looked = new Look(await browser.Visitor(PageLook.Wide, locale: language), []);
        foreach (var place in GuidePagesTests.Places) await looked.At(open, open.GuidePath() + place);
        foreach (var said in new[] { "ticked&at=step-1-4", "stale" }) await looked.At(open, $"{open.GuidePath()}?said={said}");
        foreach (var place in new[] { "", "/grade?list=2", "/object?list=2", "/messages" }) await looked.At(several, several.GuidePath() + place);
        await looked.At(withdrawn, withdrawn.GuidePath());
        await looked.At(done, $"{done.GuidePath()}?said=all-done");
        await looked.At(done, $"{done.GuidePath()}/object");
        await looked.At(done, "/guide/x");
        await looked.At(done, "/unsubscribe/x");
        await looked.Press("button.main");

        // What comes after a form, good or not.
        await looked.At(open, $"{open.GuidePath()}/messages");
        await looked.Press("form[action*='/opt-out'] button");
        await looked.At(open, $"{open.GuidePath()}/messages");
        await looked.At(open, $"{open.GuidePath()}/grade");
        await looked.Press("button.main");
        await looked.At(several, $"{several.GuidePath()}/object");
        await looked.Press("button.main", page => page.EvaluateAsync("() => { const words = document.querySelector('textarea'); words.removeAttribute('maxlength'); words.value = 'x'.repeat(2001); }"));
        await looked.At(several, $"{several.GuidePath()}/close");
        await looked.Press("main form button");
        Assert.Equal([], looked.Found);
    }

    /// <summary>Goes from page to page and keeps what is wrong.</summary>
    sealed class Look(IBrowserContext context, List<string> found)
    {
        IPage? _page;

        public IReadOnlyList<string> Found => found;

        public async Task At(DoorHost host, string path)
        {
            _page ??= await context.NewPageAsync();
            await _page.GotoAsync(new Uri(host.Address, path).AbsoluteUri);
            // What is folded up is looked at, too.
            await _page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            await Keep(path);
        }

        public async Task Press(string button, Func<IPage, Task>? before = null)
        {
            if (before is not null) await before(_page!);
            await _page!.Locator(button).First.ClickAsync();
            await Keep($"{_page.Url} after {button}");
        }

        async Task Keep(string where) => found.AddRange((await PageLook.Flaws(_page!)).Select(f => $"{where}: {f}"));
    }
}
