using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What would shut somebody out of a page: axe's findings by day and night, and scrolling sideways on a small phone.</summary>
static class PageLook
{
    /// <summary>As narrow as WCAG asks a page to be readable without scrolling sideways (1.4.10).</summary>
    public const int Narrow = 320;

    public const int Wide = 1280;

    static readonly object Everything = new { runOnly = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } } };

    static readonly object Colours = new { runOnly = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } } };

    /// <summary>Looks at the page as it is open now, in both widths; a line each.</summary>
    public static async Task<IReadOnlyList<string>> Flaws(IPage page)
    {
        var found = new List<string>();
        foreach (var width in new[] { Wide, Narrow })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            // Puts axe into the page.
            await page.GetAxeRules();
            found.AddRange((await Violations(page, Everything)).Select(v => $"{width} light: {v}"));
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Violations(page, Colours)).Select(v => $"{width} dark: {v}"));
            var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (needed > width) found.Add($"{width}: {needed} pixels wide");
        }

        return found;
    }

    static Task<string[]> Violations(IPage page, object options) => page.EvaluateAsync<string[]>(
        "async options => (await axe.run(document, options)).violations.flatMap(v => v.nodes.map(n => `${v.id} at ${n.target.join(' ')} (${v.help})`))", options);
}
