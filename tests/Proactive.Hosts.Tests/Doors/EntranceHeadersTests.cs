using System.Net;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What every answer carries, whatever it is.</summary>
public sealed class EntranceHeadersTests
{
    static readonly string[] Shown =
    [
        "Cache-Control", "Content-Security-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
        "Permissions-Policy", "Referrer-Policy", "Server", "Strict-Transport-Security", "X-Content-Type-Options", "X-Powered-By", "X-Robots-Tag",
    ];

    static string Of(DoorHost.Answer answer) => string.Join('\n', Shown.Where(answer.Headers.ContainsKey).Select(name => $"{name}: {answer.Headers[name]}"));

    [Fact]
    public async Task Pages_errors_exports_and_assets_carry_the_same()
    {
        await using var host = await DoorHost.Start(options: new WebOptions { PublicUrl = new Uri("https://notices.example.org/") });
        using var stranger = host.Stranger();
        var page = Of(await stranger.Get("/"));
        Snapshot.Matches($"{page}\n", "Headers");
        foreach (var path in new[] { "/sign-in", "/no-such-page", "/unsubscribe/guessed", "/health", "/sign-in/guessed", "/admin/people", "/events" }) Assert.Equal(page, Of(await stranger.Get(path)));
        Assert.Equal(page, Of(await stranger.Post("/sign-in/guessed")));
        Assert.Equal(page, Of(await stranger.Post("/events")));
        // Assets are nobody's secret.
        Assert.Equal(page.Replace("no-store", "public, max-age=300", StringComparison.Ordinal), Of(await stranger.Get("/assets/site.css")));
        Assert.Equal(page.Replace("no-store", "public, max-age=300", StringComparison.Ordinal), Of(await stranger.Get("/assets/site.js")));
    }

    [Fact]
    public async Task So_do_answers_about_what_broke_and_they_say_nothing_of_it()
    {
        // Reading the list of life events fails as a bug would, with something personal in its text.
        await using var app = WebHost.Create(
            Hosts.Parts(await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"))) with { Store = new BrokenAudit() }, new WebOptions { SignIn = [new Actor("Kim", [Role.Administrator])] }, "http://127.0.0.1:0");
        await app.StartAsync();
        using var visitor = new DoorHost.Visitor(new Uri(app.Urls.Single()));
        var path = new Uri(WebHost.SignInLinks(app).Single().Link).AbsolutePath;
        var broken = await visitor.Submit(path, path);
        Assert.Equal(HttpStatusCode.InternalServerError, broken.Status);
        Assert.Equal("It is not your fault. Try again in a few minutes.", broken.Words.Replace("Something went wrong", "", StringComparison.Ordinal).Trim());
        Assert.DoesNotContain("anna", broken.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Of(await visitor.Get("/")), Of(broken).Replace("no-store, no-cache", "no-store", StringComparison.Ordinal));
    }

    sealed class BrokenAudit() : WrappedStore(new Engine.Storage.MemoryStore())
    {
        public override Task<Engine.Oversight.AuditLine> AppendAudit(Engine.Oversight.AuditEntry entry, CancellationToken cancellation) => throw new InvalidOperationException("anna@example.org");
    }

    [Fact]
    public async Task Transport_security_and_secure_cookies_come_with_https_only()
    {
        await using var plain = await DoorHost.Start();
        using var stranger = plain.Stranger();
        Assert.DoesNotContain("Strict-Transport-Security", (await stranger.Get("/")).Headers.Keys);
        var path = plain.SignInPath(new Actor("Kim", [Role.Administrator]));
        Assert.Matches("^proactive=[^;]+; path=/; samesite=lax; httponly$", (await stranger.Submit(path, path)).Headers["Set-Cookie"]);

        await using var secure = await DoorHost.Start(options: new WebOptions { PublicUrl = new Uri("https://notices.example.org/") });
        using var visitor = secure.Stranger();
        path = secure.SignInPath(new Actor("Kim", [Role.Administrator]));
        Assert.Matches("^__Host-proactive=[^;]+; path=/; secure; samesite=lax; httponly$", (await visitor.Submit(path, path)).Headers["Set-Cookie"]);
    }

    [Fact]
    public async Task Behind_a_proxy_its_word_about_tls_counts_and_nobody_elses()
    {
        static async Task<bool> IsStrict(string proxy)
        {
            var sources = new SourceList([new Source("cpr", "urn:cpr", [SourceProof.NewKey(DateTimeOffset.UnixEpoch).Proof])]);
            await using var host = await DoorHost.Start(options: new WebOptions { Sources = () => sources, Staff = new StaffEntrance { IsShut = true }, TrustedProxies = [TrustedProxies.Read(proxy)!.Value] });
            using var visitor = host.Stranger();
            visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            return (await visitor.Get("/")).Headers.ContainsKey("Strict-Transport-Security");
        }

        Assert.True(await IsStrict("127.0.0.1"));
        Assert.False(await IsStrict("10.0.0.4"));
    }
}
