using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Pages;
using Proactive.Web.Registries;

namespace Proactive.Web.Entrance;

/// <summary>What every answer carries, and who is let in.</summary>
static class Guarding
{
    // Styles and scripts of our own only; nothing is framed, embedded or sent elsewhere.
    const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    // Staff enter the doors of staff, registries those of registries, and neither the other's.
    const string ByRoute = "ByRoute";

    public static void AddTo(IServiceCollection services, WebOptions options, TimeProvider clock)
    {
        services.AddSingleton(new Sessions(clock)).AddSingleton(new FormTokens(clock)).AddSingleton(new SessionCookie(options.PublicUrl?.Scheme == Uri.UriSchemeHttps));
        services.AddSingleton<FailedSignIns>().AddSingleton<Refusals>().AddSingleton<SeenWebhooks>().AddSingleton(options.Limits);
        services.AddAuthentication(ByRoute)
            .AddPolicyScheme(ByRoute, null, scheme => scheme.ForwardDefaultSelector = context => AccessRules.AccessOf(context.GetEndpoint()) == Access.Source ? SourceHandler.Name : SessionHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, SourceHandler>(SourceHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null);
        services.AddAuthorization();
        Limiting.AddTo(services, options.Limits);
    }

    /// <summary>Headers on every answer, also on errors (OWASP ASVS 3.4, 14.3.2).</summary>
    public static void UseHeaders(WebApplication app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        await next(context);
    });

    /// <summary>A person who may not enter sees a page; a program gets problem details. That staff were refused something is noted.</summary>
    public static void UseRefusals(WebApplication app)
    {
        app.UseStatusCodePages(status => Answer(status.HttpContext));
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response.StatusCode == StatusCodes.Status403Forbidden && Actor.Of(context.User) is { } actor)
                await context.RequestServices.GetRequiredService<Refusals>().Note(actor, context, CancellationToken.None);
        });
    }

    static async Task Answer(HttpContext context)
    {
        var code = context.Response.StatusCode;
        var answer = context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html")
            ? Page.Of<MessagePage>(new { Key = code switch { 401 => "shared.sign-in", 403 => "shared.forbidden", 404 => "shared.not-found", 429 => "shared.too-many", _ => "shared.failed" } }, code)
            : Results.Problem(statusCode: code);
        await answer.ExecuteAsync(context);
    }
}
