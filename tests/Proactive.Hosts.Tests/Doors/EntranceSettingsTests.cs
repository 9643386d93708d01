using System.Net;
using System.Text;
using System.Text.Json;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>How staff enter, by configuration, and where the host may listen.</summary>
public sealed class EntranceSettingsTests
{
    static readonly SourceList Registered = new([new Source("cpr", "urn:cpr", [SourceProof.NewKey(DateTimeOffset.UnixEpoch).Proof])]);

    static (StaffEntrance Entrance, IReadOnlyList<string> Problems) Read(params string[] settings) =>
        StaffEntrance.Read(name => settings.Select(s => s.Split('=', 2)).FirstOrDefault(s => s[0] == $"PROACTIVE_{name["PROACTIVE_".Length..]}" || $"PROACTIVE_{s[0]}" == name)?[1]);

    [Fact]
    public void Nothing_set_means_links()
    {
        var (entrance, problems) = Read();
        Assert.Empty(problems);
        Assert.True(entrance.HasLinks);
    }

    [Fact]
    public void An_issuer_and_an_audience_mean_tokens()
    {
        var (entrance, problems) = Read("OIDC_AUTHORITY=https://login.example.org/realm", "OIDC_AUDIENCE=proactive", "OIDC_ROLE_CLAIM=groups");
        Assert.Empty(problems);
        Assert.Equal((new OidcIssuer(new Uri("https://login.example.org/realm"), "proactive"), "groups", "agency", false), (entrance.Oidc, entrance.RoleClaim, entrance.AgencyClaim, entrance.HasLinks));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Assert.Equal(3, Read("OIDC_AUTHORITY=http://login.example.org/", "EASY_AUTH=1").Problems.Count);
        Assert.Single(Read("OIDC_AUDIENCE=proactive").Problems);
        Assert.Single(Read("EASY_AUTH=yes").Problems);
        Assert.Equal(2, Read("OIDC_ROLE_CLAIM=roles", "OIDC_AGENCY_CLAIM=agency").Problems.Count);
        Assert.Empty(Read("EASY_AUTH=1", "OIDC_ROLE_CLAIM=roles").Problems);
    }

    [Fact]
    public async Task The_program_does_not_start_with_settings_that_contradict_each_other()
    {
        using var cli = new CommandLine { Variables = { ["PROACTIVE_OIDC_AUTHORITY"] = "http://login.example.org/", ["PROACTIVE_EASY_AUTH"] = "1" } };
        var run = await cli.Proactive("serve", "--urls", "http://0.0.0.0:0", "--sign-in", "Kim:administrator");
        Assert.Equal(2, run.ExitCode);
        foreach (var said in new[] { "PROACTIVE_OIDC_AUDIENCE is missing", "https:// address", "one way only", "--sign-in prints links", "No registry is registered", "--behind-proxy ADDRESS" })
            Assert.Contains(said, run.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kim:author"), InlineData("Kim:owner"), InlineData(":author:dk.municipality"), InlineData("Kim:author:dk.municipality:more"), InlineData("Kim:1")]
    public async Task Somebody_to_sign_in_has_a_name_a_role_and_their_agency(string wrong)
    {
        using var cli = new CommandLine();
        var run = await cli.Proactive("serve", "--urls", "http://127.0.0.1:0", "--sign-in", wrong);
        Assert.Equal((2, true), (run.ExitCode, run.Talk.Contains("--sign-in is \"Name:role\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_who_is_to_sign_in_gets_a_link_of_their_own()
    {
        using var cli = new CommandLine();
        using var serve = cli.Start("serve", "--urls", "http://127.0.0.1:0", "--sign-in", "Kim:author+approver:dk.municipality", "--sign-in", "Robin");
        try
        {
            var links = new List<string>();
            while (links.Count < 2 && await serve.StandardError.ReadLineAsync() is { } line)
                if (line.StartsWith("Sign in", StringComparison.Ordinal)) links.Add(line);
            Assert.StartsWith("Sign in as Kim (author, approver of dk.municipality), once,", links[0], StringComparison.Ordinal);
            Assert.StartsWith("Sign in as Robin (administrator), once,", links[1], StringComparison.Ordinal);
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync();
        }
    }

    public static TheoryData<WebOptions, string, int> Places => new()
    {
        { new WebOptions(), "http://127.0.0.1:0", 0 },
        { new WebOptions(), "http://[::1]:0", 0 },
        { new WebOptions(), "http://0.0.0.0:0", 4 },
        { new WebOptions(), "http://*:0", 4 },
        { new WebOptions { Sources = () => Registered }, "http://0.0.0.0:0", 3 },
        { new WebOptions { Sources = () => Registered, PublicUrl = new Uri("https://notices.example.org/") }, "http://0.0.0.0:0", 2 },
        { new WebOptions { Sources = () => Registered, PublicUrl = new Uri("https://notices.example.org/"), Staff = new StaffEntrance { IsShut = true } }, "http://0.0.0.0:0", 0 },
        { new WebOptions { Sources = () => Registered, TrustedProxies = [TrustedProxies.Read("10.0.0.4")!.Value], Staff = new StaffEntrance { EasyAuth = true } }, "http://0.0.0.0:0", 0 },
        { new WebOptions { Sources = () => Registered, PublicUrl = new Uri("http://notices.example.org/"), Staff = new StaffEntrance { EasyAuth = true } }, "http://0.0.0.0:0", 2 },
        // A proxy on this machine lets others in, too.
        { new WebOptions { TrustedProxies = [TrustedProxies.Read("127.0.0.1")!.Value] }, "http://127.0.0.1:0", 3 },
    };

    [Theory, MemberData(nameof(Places))]
    public void It_listens_to_others_only_with_everything_that_keeps_strangers_out(WebOptions options, string url, int lines) =>
        Assert.Equal(lines, WebHost.Problems(options, url).Count);

    [Fact]
    public async Task Without_staff_there_are_no_doors_for_them()
    {
        await using var host = await DoorHost.Start(options: new WebOptions { Staff = new StaffEntrance { IsShut = true } });
        using var stranger = host.Stranger();
        foreach (var path in new[] { "/sign-in", "/admin", "/studio", "/admin/people" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
    }

    [Fact]
    public async Task An_event_that_was_passed_on_by_a_proxy_nobody_named_is_not_from_this_machine()
    {
        await using var host = await DoorHost.Start();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var direct = await client.PostAsync("/events", new StringContent("x"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, direct.StatusCode);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var passedOn = await client.PostAsync("/events", new StringContent("x"));
        Assert.Equal(HttpStatusCode.Unauthorized, passedOn.StatusCode);
    }

    static string Principal(params (string Type, string Value)[] claims) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { auth_typ = "aad", name_typ = "name", role_typ = "roles", claims = claims.Select(c => new { typ = c.Type, val = c.Value }) })));

    static async Task<string?> Enter(WebOptions options, string header)
    {
        await using var host = await DoorHost.Start(options: options);
        using var visitor = host.Stranger();
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", header);
        return (await visitor.Get("/")).Location;
    }

    [Fact]
    public async Task The_platforms_header_counts_only_where_it_is_switched_on()
    {
        var header = Principal(("name", "Kim"), ("roles", "administrator"));
        Assert.Null(await Enter(new WebOptions(), header));
        var on = new WebOptions { Staff = new StaffEntrance { EasyAuth = true } };
        Assert.Equal("/admin", await Enter(on, header));
        Assert.Null(await Enter(on, Principal(("name", "Kim"))));
        Assert.Null(await Enter(on, "nonsense"));
        Assert.Null(await Enter(on, Convert.ToBase64String("[]"u8)));
    }

    [Fact]
    public async Task And_only_from_the_proxy_where_one_is_named()
    {
        var (header, staff) = (Principal(("name", "Kim"), ("roles", "author"), ("agency", "dk.municipality")), new StaffEntrance { EasyAuth = true });
        Assert.Equal("/studio", await Enter(new WebOptions { Staff = staff, Sources = () => Registered, TrustedProxies = [TrustedProxies.Read("127.0.0.0/8")!.Value] }, header));
        Assert.Null(await Enter(new WebOptions { Staff = staff, Sources = () => Registered, TrustedProxies = [TrustedProxies.Read("10.0.0.4")!.Value] }, header));
    }
}
