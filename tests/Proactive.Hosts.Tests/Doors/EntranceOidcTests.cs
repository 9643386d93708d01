using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Proactive.Web;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Staff who bring a token of the issuer, and everything that is no such token.</summary>
public sealed class EntranceOidcTests : IAsyncLifetime
{
    readonly RsaSecurityKey _key = EntranceIssuer.NewKey("one");
    EntranceIssuer _issuer = null!;
    DoorHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = (await EntranceIssuer.Start()).Publish(_key);
        _host = await DoorHost.Start(options: new WebOptions { Staff = new StaffEntrance { Oidc = new OidcIssuer(_issuer.Address, "proactive") } });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    DateTimeOffset Now => _host.Scenario.Clock.GetUtcNow();

    string Token(Action<SecurityTokenDescriptor> change) => _issuer.Token(_key, Now, change: change);

    // Where somebody who is signed in is led on from the start page; null: nobody is.
    async Task<string?> Enter(string authorization)
    {
        using var visitor = _host.Stranger();
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        return (await visitor.Get("/")).Location;
    }

    [Fact]
    public async Task A_good_token_lets_in_with_its_roles_and_agency()
    {
        Assert.Equal("/studio", await Enter($"Bearer {_issuer.Token(_key, Now)}"));
        Assert.Equal("/admin", await Enter($"Bearer {Token(t => t.Claims["roles"] = "Administrator")}"));
        Assert.Equal("/studio", await Enter($"bearer {_issuer.Token(_key, Now, SecurityAlgorithms.RsaSsaPssSha256)}"));
        var curve = EntranceIssuer.NewCurveKey("curve");
        _issuer.Publish(_key, curve);
        Assert.Equal("/studio", await Eventually(() => Enter($"Bearer {_issuer.Token(curve, Now, SecurityAlgorithms.EcdsaSha256)}")));
    }

    [Fact]
    public async Task Everything_else_is_nobody()
    {
        var secret = new SymmetricSecurityKey(_key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "one" };
        var pem = new SymmetricSecurityKey(System.Text.Encoding.ASCII.GetBytes(_key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "one" };
        var good = _issuer.Token(_key, Now);
        var parts = good.Split('.');
        var bad = new Dictionary<string, string>
        {
            ["another audience"] = Token(t => t.Audience = "somebody-else"),
            ["no audience"] = Token(t => t.Audience = null),
            ["another issuer"] = Token(t => t.Issuer = "https://elsewhere.example.org/"),
            ["expired"] = Token(t => t.Expires = Now.UtcDateTime.AddMinutes(-2)),
            ["not yet"] = Token(t => t.NotBefore = Now.UtcDateTime.AddMinutes(2)),
            ["for ever"] = Token(t => t.Expires = null),
            ["unsigned"] = _issuer.Token(null, Now),
            ["signature taken off"] = $"{parts[0]}.{parts[1]}.",
            ["another's content"] = $"{parts[0]}.{Token(t => t.Claims["roles"] = "administrator").Split('.')[1]}.{parts[2]}",
            ["HS256 with the public key"] = _issuer.Token(secret, Now, SecurityAlgorithms.HmacSha256),
            ["HS256 with the public key as PEM"] = _issuer.Token(pem, Now, SecurityAlgorithms.HmacSha256),
            ["RS512, which is not on the list"] = _issuer.Token(_key, Now, SecurityAlgorithms.RsaSha512),
            ["a key of the same name"] = _issuer.Token(EntranceIssuer.NewKey("one"), Now),
            ["an unknown key"] = _issuer.Token(EntranceIssuer.NewKey("two"), Now),
            ["no role"] = Token(t => t.Claims.Remove("roles")),
            ["a role that is none"] = Token(t => t.Claims["roles"] = "0"),
            ["no token"] = "",
            ["nonsense"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(40)),
        };
        foreach (var (what, token) in bad) Assert.True(await Enter($"Bearer {token}") is null, what);
        Assert.Null(await Enter($"Basic {good}"));
        Assert.Equal("/studio", await Enter($"Bearer {good}"));
        // However many unknown keys are tried, the issuer is left in peace.
        for (var i = 0; i < 10; i++) await Enter($"Bearer {_issuer.Token(EntranceIssuer.NewKey($"unknown {i}"), Now)}");
        Assert.InRange(_issuer.Asked, 1, 3);
    }

    [Fact]
    public async Task The_issuer_may_change_its_keys()
    {
        Assert.Equal("/studio", await Enter($"Bearer {_issuer.Token(_key, Now)}"));
        var next = EntranceIssuer.NewKey("next");
        _issuer.Publish(next);
        Assert.Equal("/studio", await Eventually(() => Enter($"Bearer {_issuer.Token(next, Now)}")));
        Assert.Null(await Enter($"Bearer {_issuer.Token(_key, Now)}"));
    }

    [Fact]
    public async Task There_are_no_links_then_and_whoever_comes_without_a_token_is_told_where_to_go()
    {
        using var stranger = _host.Stranger();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/sign-in/anything")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/admin/people")).Status);
        var answer = await stranger.Post("/sign-out");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
        Assert.Contains("where your organisation signs you in", answer.Words, StringComparison.Ordinal);
    }

    // The new keys are fetched beside the requests.
    static async Task<string?> Eventually(Func<Task<string?>> enter)
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        string? found;
        while ((found = await enter()) is null && DateTime.UtcNow < until) await Task.Delay(50);
        return found;
    }
}
