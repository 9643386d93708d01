using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Proactive.Hosts.Tests;

/// <summary>The browser of this machine, without a window.</summary>
sealed class TemplatesChromium : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    TemplatesChromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<TemplatesChromium> Start()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        var program = folders.SelectMany(f => new[] { Path.Combine(f, "chromium"), Path.Combine(f, "chromium-browser"), Path.Combine(f, "google-chrome") }).FirstOrDefault(File.Exists);
        if (program is null && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("There is no Chromium on this machine; install chromium to run this test.");
        Assert.True(program is not null, "There is no Chromium on this machine, and in CI its tests must run; install chromium.");
        var playwright = await Playwright.CreateAsync();
        // Its sandbox does not work for the superuser, and the pages are our own.
        return new TemplatesChromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] }));
    }

    /// <summary>Opens files of this machine, several at a time, on a screen of this width, and gives what is found on each.</summary>
    public async Task<IReadOnlyList<string>> Look(IEnumerable<string> files, int width, Func<IPage, Task<IEnumerable<string>>> find)
    {
        await using var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        var found = new ConcurrentBag<string>();
        var waiting = new ConcurrentQueue<string>(files);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async _ =>
        {
            var page = await context.NewPageAsync();
            while (waiting.TryDequeue(out var file))
            {
                await page.GotoAsync(new Uri(file).AbsoluteUri);
                foreach (var what in await find(page)) found.Add($"{file}: {what}");
            }
        }));
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>A visitor with nothing remembered, on a screen of this width.</summary>
    public Task<IBrowserContext> Visitor(int width, bool scripts = true, string locale = "en") =>
        _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, JavaScriptEnabled = scripts, Locale = locale });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
