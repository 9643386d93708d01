using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;
using Proactive.Web.Background;

namespace Proactive.Web.Entrance;

/// <summary>Knows staff by a token of the issuer, <c>Authorization: Bearer …</c>, as a gateway in front of us adds it.</summary>
sealed class OidcHandler(
    IssuerKeys issuer, StaffEntrance entrance, TimeProvider clock, Trouble trouble, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "Oidc";

    const string Bearer = "Bearer ";

    // Signatures with a key that only the issuer has; never HMAC, where whoever can check can also sign.
    static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = 32 * 1024 };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[HeaderNames.Authorization] is not [{ } authorization] || !authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await Validate(authorization[Bearer.Length..]) is not { } token) return AuthenticateResult.Fail("not a good token");
        var claims = token.Claims.Select(c => (c.Type, c.Value)).ToList();
        return entrance.ActorOf(claims, "preferred_username", "email", "upn", "sub") is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.Principal(Name), Name))
            : AuthenticateResult.Fail("nobody with a role here");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    async Task<JsonWebToken?> Validate(string token)
    {
        try
        {
            var configuration = await issuer.Current(Context.RequestAborted);
            var result = await Tokens.ValidateTokenAsync(token, Demands(configuration));
            // The issuer may have a new key that we have not seen.
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await issuer.Newer(configuration, Context.RequestAborted) is { } newer)
                result = await Tokens.ValidateTokenAsync(token, Demands(newer));
            return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Without its keys nobody can be believed.
            trouble.Tell("The issuer's keys could not be read, so no staff can enter", failure);
            return null;
        }
    }

    TokenValidationParameters Demands(OpenIdConnectConfiguration configuration) => new()
    {
        ValidIssuer = configuration.Issuer,
        ValidAudience = issuer.Audience,
        IssuerSigningKeys = configuration.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (from, until, _, _) => until is { } end && clock.GetUtcNow() < end + Skew && (from is not { } begin || clock.GetUtcNow() >= begin - Skew),
    };
}

/// <summary>The issuer's keys, fetched when they are first needed, and again every few hours or when a token has one that is not among them. Thread-safe.</summary>
sealed class IssuerKeys
{
    const string Discovery = "/.well-known/openid-configuration";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    readonly ConfigurationManager<OpenIdConnectConfiguration> _configuration;

    public IssuerKeys(OidcIssuer issuer)
    {
        Audience = issuer.Audience;
        // A redirection could lead anywhere, also to places that only we reach.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
        var retriever = new HttpDocumentRetriever(client) { RequireHttps = issuer.Authority.Scheme == Uri.UriSchemeHttps };
        _configuration = new ConfigurationManager<OpenIdConnectConfiguration>(issuer.Authority.AbsoluteUri.TrimEnd('/') + Discovery, new OpenIdConnectConfigurationRetriever(), retriever);
    }

    public string Audience { get; }

    public Task<OpenIdConnectConfiguration> Current(CancellationToken cancellation) => _configuration.GetConfigurationAsync(cancellation);

    /// <summary>Asks the issuer again, every few minutes at most; null: nothing is known that is newer.</summary>
    public async Task<OpenIdConnectConfiguration?> Newer(OpenIdConnectConfiguration than, CancellationToken cancellation)
    {
        _configuration.RequestRefresh();
        var now = await Current(cancellation);
        return ReferenceEquals(now, than) ? null : now;
    }
}
