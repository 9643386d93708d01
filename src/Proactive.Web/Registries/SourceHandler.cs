using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Proactive.Engine.Delivery;

namespace Proactive.Web.Registries;

/// <summary>
/// Knows registries and gateways by an API key (<c>Authorization: Bearer pk_…</c>) or by their signature on the request. Whoever is
/// turned away does not learn why.
/// </summary>
sealed class SourceHandler(Sources sources, SeenWebhooks seen, TimeProvider clock, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "Source";

    /// <summary>The largest request that is signed: it has to be in memory before it can be believed.</summary>
    public const int MaxSignedBytes = Receipts.MaxBytes;

    const string Bearer = "Bearer ";

    bool _tooLarge;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var receipts = Context.GetEndpoint()?.Metadata.GetMetadata<Receipts>();
        // What was passed on may come from anywhere.
        if (receipts is null && sources.IsOpen) return WasPassedOn ? AuthenticateResult.NoResult() : Known(Source.Anybody);
        if (receipts is null && One(HeaderNames.Authorization) is { } authorization)
        {
            return authorization.StartsWith(Bearer + SourceProof.KeyPrefix, StringComparison.OrdinalIgnoreCase) && sources.Current.ByKey(authorization[Bearer.Length..]) is { } holder
                ? Known(holder) : AuthenticateResult.NoResult();
        }

        var (id, timestamp, signatures) = (One(WebhookSignature.IdHeader), One(WebhookSignature.TimestampHeader), One(WebhookSignature.SignatureHeader));
        if (id is null || timestamp is null || signatures is null || await ReadBody() is not { } body) return AuthenticateResult.NoResult();
        var now = clock.GetUtcNow();
        var source = receipts is null
            ? sources.Current.BySignature(id, timestamp, signatures, body.Span, now)
            : receipts.Signature.Check(id, timestamp, signatures, body.Span, now) == WebhookCheck.Genuine ? Receipts.Sender : null;
        return source is not null && seen.IsNew(source.Name, id, timestamp) ? Known(source) : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = _tooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    bool WasPassedOn => Request.Headers.ContainsKey("X-Forwarded-For") || Request.Headers.ContainsKey("Forwarded");

    AuthenticateResult Known(Source source)
    {
        Context.Features.Set(source);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, source.Name)], Name)), Name));
    }

    string? One(string header) => Request.Headers[header] is [{ Length: > 0 } value] ? value : null;

    // Whoever handles the request reads the same bytes again.
    async Task<ReadOnlyMemory<byte>?> ReadBody()
    {
        if (_tooLarge = Request.ContentLength > MaxSignedBytes) return null;
        var body = new byte[Request.ContentLength is { } length ? (int)length + 1 : MaxSignedBytes + 1];
        var read = await Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, Context.RequestAborted);
        if (_tooLarge = read > MaxSignedBytes) return null;
        Request.Body = new MemoryStream(body, 0, read, writable: false);
        return body.AsMemory(0, read);
    }
}
