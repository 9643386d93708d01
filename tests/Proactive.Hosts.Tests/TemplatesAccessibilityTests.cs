using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Proactive.Hosts.Tests;

/// <summary>Opens what citizens would get in a browser, and has axe look for what shuts somebody out.</summary>
public sealed class TemplatesAccessibilityTests(TemplatesAccessibilityTests.Pages pages) : IClassFixture<TemplatesAccessibilityTests.Pages>
{
    /// <summary>As narrow as WCAG asks a page to be readable without scrolling sideways (1.4.10).</summary>
    const int Narrow = 320;

    static readonly object Everything = new { runOnly = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice" } } };

    static readonly object WhatDependsOnColours = new { runOnly = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } } };

    [Fact]
    public async Task No_message_shuts_anybody_out_by_day_or_night_on_a_small_phone()
    {
        await using var browser = await TemplatesChromium.Start();
        Assert.Equal([], await browser.Look(pages.Files, Narrow, Flaws));
    }

    [Fact]
    public async Task What_axe_would_find_is_found()
    {
        await using var browser = await TemplatesChromium.Start();
        var bad = Path.Combine(pages.Folder, "bad.html");
        await File.WriteAllTextAsync(bad, "<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1><p style='color:#bbb;background:#fff;width:500px;margin:0;position:absolute;left:0'>pale</p></main></body></html>");
        var found = await browser.Look([bad], Narrow, Flaws);
        Assert.Equal([$"{bad}: 500 pixels wide", $"{bad}: dark: color-contrast at p", $"{bad}: light: color-contrast at p", $"{bad}: light: html-has-lang at html"], found.Select(f => f.Split(" (")[0]));
    }

    static async Task<IEnumerable<string>> Flaws(IPage page)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        // Puts axe into the page, where it stays for both looks; a run of its own for each would open a page more to sum up frames, of which there are none.
        await page.GetAxeRules();
        var light = await Violations(page, Everything);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        var dark = await Violations(page, WhatDependsOnColours);
        return [.. light.Select(v => $"light: {v}"), .. dark.Select(v => $"dark: {v}"), .. width > Narrow ? [$"{width} pixels wide"] : Array.Empty<string>()];
    }

    static Task<string[]> Violations(IPage page, object options) => page.EvaluateAsync<string[]>(
        "async options => (await axe.run(document, options)).violations.flatMap(v => v.nodes.map(n => `${v.id} at ${n.target.join(' ')} (${v.help})`))", options);

    /// <summary>Every message of every life event, and the index, as files.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        readonly CommandLine _cli = new();

        public string Folder => Path.Combine(_cli.Data, "preview");

        public IReadOnlyList<string> Files { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var run = await _cli.Proactive("templates", "preview", "--all", "--now", "2026-11-09T10:00+01:00", "--out", Folder);
            Assert.True(run.ExitCode == 0, run.Talk);
            Files = [.. Directory.GetFiles(Folder, "*.html", SearchOption.AllDirectories)];
            Assert.True(Files.Count > 100, $"only {Files.Count} pages");
        }

        public ValueTask DisposeAsync()
        {
            _cli.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
