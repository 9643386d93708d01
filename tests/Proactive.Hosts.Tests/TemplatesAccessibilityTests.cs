using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Proactive.Hosts.Tests;

/// <summary>Opens what citizens would get in a browser, and has axe look for what shuts somebody out.</summary>
public sealed class TemplatesAccessibilityTests(TemplatesAccessibilityTests.Pages pages) : IClassFixture<TemplatesAccessibilityTests.Pages>
{
    /// <summary>As narrow as WCAG asks a page to be readable without scrolling sideways (1.4.10).</summary>
    const int Narrow = 320;

    static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    [Fact]
    public async Task No_message_shuts_anybody_out()
    {
        await using var browser = await TemplatesChromium.Start();
        var options = new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Tags] } };
        Assert.Equal([], await browser.Look(pages.Files, Narrow, ColorScheme.Light, page => Violations(page, options)));
    }

    [Fact]
    public async Task In_the_dark_every_message_has_enough_contrast()
    {
        await using var browser = await TemplatesChromium.Start();
        // Nothing else depends on the colours.
        var options = new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") };
        Assert.Equal([], await browser.Look(pages.Files, Narrow, ColorScheme.Dark, page => Violations(page, options)));
    }

    [Fact]
    public async Task No_message_has_to_be_scrolled_sideways_on_a_small_phone()
    {
        await using var browser = await TemplatesChromium.Start();
        Assert.Equal([], await browser.Look(pages.Files, Narrow, ColorScheme.NoPreference, async page =>
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > Narrow and var width ? [$"{width} pixels wide"] : []));
    }

    [Fact]
    public async Task What_axe_would_find_is_found()
    {
        await using var browser = await TemplatesChromium.Start();
        var bad = Path.Combine(pages.Folder, "bad.html");
        await File.WriteAllTextAsync(bad, "<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1><p style='color:#bbb;background:#fff'>pale</p></main></body></html>");
        var found = await browser.Look([bad], Narrow, ColorScheme.Light, page => Violations(page, new AxeRunOptions()));
        Assert.Equal([$"{bad}: color-contrast at p", $"{bad}: html-has-lang at html"], found.Select(f => f.Split(": Ensure")[0].Split(" (")[0]));
    }

    static async Task<IEnumerable<string>> Violations(IPage page, AxeRunOptions options) =>
        (await page.RunAxe(options)).Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id} at {n.Target} ({v.Help})"));

    /// <summary>Every message of every life event, and the index, as files.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        readonly CommandLine _cli = new();

        public string Folder => Path.Combine(_cli.Data, "preview");

        public IReadOnlyList<string> Files { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var run = await _cli.Proactive("templates", "preview", "--all", "--now", "2026-11-09T10:00+01:00", "--out", Folder);
            Assert.Equal((0, ""), (run.ExitCode, run.Talk));
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
