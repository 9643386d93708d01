using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Proactive.Web.Entrance;

/// <summary>
/// Knows staff by the header that Azure App Service puts on each request once it has signed somebody in, and takes off what visitors
/// send under its name. Only where it is switched on, and from nobody but the trusted proxy where one is named.
/// </summary>
sealed class EasyAuthHandler(StaffEntrance entrance, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "EasyAuth";

    const string Header = "X-MS-CLIENT-PRINCIPAL";
    const int MaxLength = 32 * 1024;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers[Header] is [{ Length: > 0 and < MaxLength } header] && Context.Features.Get<Proxied>() is not { IsTrusted: false } && Read(header) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.Principal(Name), Name))
            : AuthenticateResult.NoResult());

    Actor? Read(string header)
    {
        try
        {
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(header.Length)];
            if (!Convert.TryFromBase64String(header, bytes, out var length) || JsonSerializer.Deserialize<Principal>(bytes.AsSpan(0, length)) is not { } principal) return null;
            var claims = (principal.claims ?? []).Select(c => (c.typ ?? "", c.val ?? "")).ToList();
            // The platform says which claim types it uses for roles; ours by name goes before.
            var roles = claims.Any(c => c.Item1 == entrance.RoleClaim) ? entrance : entrance with { RoleClaim = principal.role_typ ?? ClaimTypes.Role };
            return roles.ActorOf(claims, "preferred_username", principal.name_typ ?? ClaimTypes.Name, ClaimTypes.Email, ClaimTypes.NameIdentifier);
        }
        catch (JsonException)
        {
            // Not the platform's.
            return null;
        }
    }

    // As the platform writes them.
    sealed record Principal(string? auth_typ, string? name_typ, string? role_typ, Claims[]? claims);

    sealed record Claims(string? typ, string? val);
}
