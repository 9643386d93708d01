using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Proactive.Web.Entrance;

/// <summary>How the session travels: a cookie that only this host gets back, and no script reads.</summary>
/// <param name="IsSecure">Over TLS only, with the prefix by which browsers hold on to that.</param>
public sealed record SessionCookie(bool IsSecure)
{
    public string Name => IsSecure ? "__Host-proactive" : "proactive";

    public string? Of(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and < 128 } secret ? secret : null;

    public void Set(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options);

    public void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options);

    // Lax: whoever follows a link to a page here from elsewhere is still signed in; posts from elsewhere never carry it.
    CookieOptions Options => new() { HttpOnly = true, Secure = IsSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    /// <summary>Names the session to bind forms to, without being the secret.</summary>
    public static string HolderOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"form {secret}")));
}

/// <summary>Knows staff by the session cookie.</summary>
sealed class SessionHandler(Sessions sessions, SessionCookie cookie, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "Session";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        cookie.Of(Request) is { } secret && sessions.Find(secret) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.Principal(Name), Name))
            : AuthenticateResult.NoResult());
}
