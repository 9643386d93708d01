using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A running web host around a scenario, with visitors who keep their cookies, each from a browser of their own.</summary>
sealed class DoorHost : IAsyncDisposable
{
    static readonly HtmlParser Parser = new();

    DoorHost(Scenario scenario, WebApplication app) => (Scenario, App) = (scenario, app);

    public Scenario Scenario { get; }

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.Single());

    public static async Task<DoorHost> Start(Scenario? scenario = null, WebOptions? options = null, RuleFiles? ruleFiles = null, Func<WebParts, WebParts>? parts = null)
    {
        scenario ??= await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") });
        var made = Hosts.Parts(scenario, ruleFiles: ruleFiles);
        var app = WebHost.Create(parts?.Invoke(made) ?? made, options ?? new WebOptions(), "http://127.0.0.1:0");
        await app.StartAsync();
        return new DoorHost(scenario, app);
    }

    /// <summary>The path of a link that signs somebody in, once.</summary>
    public string SignInPath(Actor actor) => $"/sign-in/{App.Services.GetRequiredService<Sessions>().NewLink(actor)}";

    /// <summary>Somebody nobody knows.</summary>
    public Visitor Stranger() => new(Address);

    /// <summary>Somebody of the staff, signed in.</summary>
    public async Task<Visitor> Staff(params Role[] roles) => await Staff(new Actor("Kim", roles, roles is [Role.Administrator] ? null : "dk.municipality"));

    public async Task<Visitor> Staff(Actor actor)
    {
        var visitor = new Visitor(Address);
        var path = SignInPath(actor);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Submit(path, path)).Status);
        return visitor;
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    /// <summary>Reads pages and sends their forms as a browser without scripts does.</summary>
    public sealed class Visitor : IDisposable
    {
        readonly CookieContainer _cookies;
        readonly HttpClient _client;

        public Visitor(Uri address)
        {
            _cookies = new CookieContainer();
            _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };
        }

        public HttpClient Client => _client;

        /// <summary>The session's secret; null: not signed in.</summary>
        public string? Secret => _cookies.GetAllCookies().FirstOrDefault(c => c.Name.EndsWith("proactive", StringComparison.Ordinal))?.Value;

        public async Task<Answer> Get(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
            using var response = await _client.SendAsync(request);
            return await Answer.Of(response);
        }

        public async Task<Answer> Post(string path, params (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Accept", "text/html" } } };
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
            using var response = await _client.SendAsync(request);
            return await Answer.Of(response);
        }

        /// <summary>Opens <paramref name="page"/> and sends its form that posts to <paramref name="action"/>, with what stands in hidden fields.</summary>
        public async Task<Answer> Submit(string page, string action, params (string Name, string Value)[] fields)
        {
            var form = (await Get(page)).Document.QuerySelectorAll("form").FirstOrDefault(f => f.GetAttribute("action") == action);
            Assert.True(form is not null, $"{page} has no form that posts to {action}.");
            var hidden = form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Where(h => fields.All(f => f.Name != h.Item1));
            return await Post(action, [.. hidden, .. fields]);
        }

        public void Dispose() => _client.Dispose();
    }

    /// <summary>What came back.</summary>
    public sealed record Answer(HttpStatusCode Status, string Body, string? Location, IReadOnlyDictionary<string, string> Headers)
    {
        public IDocument Document => Parser.ParseDocument(Body);

        /// <summary>The words of the page's main part, white space as one space.</summary>
        public string Words => string.Join(' ', (Document.QuerySelector("main")?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        public static async Task<Answer> Of(HttpResponseMessage response) => new(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}
