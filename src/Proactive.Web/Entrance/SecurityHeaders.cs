using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Proactive.Web.Entrance;

/// <summary>Headers on every answer, also on errors (OWASP ASVS 3.4, 14.3.2). What an answer says itself, as a stylesheet that may be kept, stays.</summary>
static class SecurityHeaders
{
    /// <summary>A year, as browsers' own lists ask.</summary>
    const string Transport = "max-age=31536000; includeSubDomains";

    static readonly (string Name, string Value)[] Always =
    [
        // Styles and scripts of our own only; nothing is framed, embedded or sent elsewhere.
        (HeaderNames.ContentSecurityPolicy, "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"),
        (HeaderNames.XContentTypeOptions, "nosniff"),
        (HeaderNames.CacheControl, "no-store"),
        // Links are secrets.
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ];

    /// <summary>Has to stand before everything that answers. Who answers an error wipes what was set before, so they are looked at again at the end.</summary>
    public static void Use(WebApplication app, bool isHttps) => app.Use((context, next) =>
    {
        Add(context, isHttps);
        context.Response.OnStarting(() =>
        {
            Add(context, isHttps);
            return Task.CompletedTask;
        });
        return next(context);
    });

    static void Add(HttpContext context, bool isHttps)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in Always) headers.TryAdd(name, value);
        if (isHttps || context.Request.IsHttps) headers.TryAdd(HeaderNames.StrictTransportSecurity, Transport);
    }
}
