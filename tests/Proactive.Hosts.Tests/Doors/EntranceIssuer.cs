using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A tiny OpenID Connect issuer on loopback: discovery, keys, and tokens of every kind, good and bad.</summary>
sealed class EntranceIssuer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly List<SecurityKey> _published = [];

    EntranceIssuer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    public static async Task<EntranceIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new EntranceIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Address.AbsoluteUri, jwks_uri = $"{issuer.Address}keys" }));
        issuer._app.MapGet("/keys", () =>
        {
            issuer.Asked++;
            return Results.Text(JsonSerializer.Serialize(new { keys = issuer._published.Select(Describe) }), "application/json");
        });
        await issuer._app.StartAsync();
        return issuer;
    }

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    public static ECDsaSecurityKey NewCurveKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    public EntranceIssuer Publish(params SecurityKey[] keys)
    {
        _published.Clear();
        _published.AddRange(keys);
        return this;
    }

    /// <summary>A token about Kim, an author of the municipality, for an hour from <paramref name="now"/>.</summary>
    public string Token(SecurityKey? key, DateTimeOffset now, string algorithm = SecurityAlgorithms.RsaSha256, Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Address.AbsoluteUri,
            Audience = "proactive",
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "42", ["preferred_username"] = "kim@example.org", ["roles"] = new[] { "author" }, ["agency"] = "dk.municipality" },
            SigningCredentials = key is null ? null : new SigningCredentials(key, algorithm),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    static object Describe(SecurityKey key)
    {
        var jwk = key is RsaSecurityKey rsa ? JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.Rsa.ExportParameters(false)) { KeyId = key.KeyId })
            : JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(((ECDsaSecurityKey)key).ECDsa.ExportParameters(false))) { KeyId = key.KeyId });
        return new { kty = jwk.Kty, kid = jwk.Kid, use = "sig", n = jwk.N, e = jwk.E, crv = jwk.Crv, x = jwk.X, y = jwk.Y };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
