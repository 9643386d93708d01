using System.Net;
using Microsoft.AspNetCore.Builder;
using Proactive.Engine;
using Proactive.Engine.Rules;
using Proactive.Testing;
using Proactive.Web;

namespace Proactive.Hosts.Tests;

/// <summary>Saying no to optional messages over real HTTP on loopback.</summary>
public sealed class OptOutPagesTests : IAsyncLifetime
{
    static readonly ContentFolder Optional = RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nmandatory: false");

    Scenario _scenario = null!;
    WebApplication _app = null!;
    HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(Optional), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") }, files: Optional);
        await _scenario.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await _scenario.Until("2026-11-09T11:00");
        _app = WebHost.Create(Hosts.Parts(_scenario, Optional), new WebOptions(), "http://127.0.0.1:0");
        await _app.StartAsync();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    string Path => _scenario.Email.Messages[0].Unsubscribe!.AbsolutePath;

    async Task<(HttpStatusCode, string)> Send(HttpMethod method, string path, string language = "en")
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Accept-Language", language } } };
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Opening_the_link_asks_and_changes_nothing()
    {
        var (status, page) = await Send(HttpMethod.Get, Path);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<button class=\"main\">No more messages like this one</button>", page, StringComparison.Ordinal);
        await _scenario.Until("2026-11-12T12:00");
        Assert.Equal(2, _scenario.Email.Messages.Count);
    }

    [Fact]
    public async Task Posting_to_it_acts_at_once_without_a_redirection_and_again_is_fine()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, Path)).Item1);
        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Post, Path)).Item1);
        await _scenario.Until("2026-11-12T12:00");
        Assert.Single(_scenario.Email.Messages);
    }

    [Fact]
    public async Task A_guessed_link_looks_the_same_and_does_nothing()
    {
        Assert.Equal(await Send(HttpMethod.Get, Path), await Send(HttpMethod.Get, "/unsubscribe/guessed"));
        var (status, page) = await Send(HttpMethod.Post, "/unsubscribe/guessed");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("Answer the message", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("da-DK,da;q=0.9,en;q=0.8", "da"), InlineData("cs", "cs"), InlineData("fr", "en"), InlineData("fr;q=1, da;q=0.5", "da")]
    public async Task The_page_speaks_the_visitors_language(string accepted, string language) =>
        Assert.Contains($"<html lang=\"{language}\">", (await Send(HttpMethod.Get, Path, accepted)).Item2, StringComparison.Ordinal);

    [Fact]
    public async Task The_language_that_was_asked_for_stays_and_no_cookie_is_set()
    {
        Assert.Contains("action=\"?lang=cs\"", (await Send(HttpMethod.Get, $"{Path}?lang=cs")).Item2, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"cs\">", (await Send(HttpMethod.Post, $"{Path}?lang=cs")).Item2, StringComparison.Ordinal);
        using var response = await _client.PostAsync($"{Path}?lang=cs", null);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_pages_are_kept_nowhere_and_run_nothing()
    {
        using var response = await _client.GetAsync(Path);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.StartsWith("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }
}
