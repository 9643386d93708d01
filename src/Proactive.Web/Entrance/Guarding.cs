using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Background;
using Proactive.Web.Pages;
using Proactive.Web.Registries;

namespace Proactive.Web.Entrance;

/// <summary>Who is let in, and what those see who are not.</summary>
static class Guarding
{
    // Staff enter the doors of staff, registries those of registries, and neither the other's.
    const string ByRoute = "ByRoute";

    public static void AddTo(IServiceCollection services, WebOptions options, TimeProvider clock)
    {
        services.AddSingleton(new Sessions(clock)).AddSingleton(new FormTokens(clock)).AddSingleton(new SessionCookie(options.PublicUrl?.Scheme == Uri.UriSchemeHttps));
        services.AddSingleton<FailedSignIns>().AddSingleton<Refusals>().AddSingleton<SeenWebhooks>().AddSingleton(options.Limits).AddSingleton(options.Staff);
        if (options.Staff.Oidc is { } issuer) services.AddSingleton(new IssuerKeys(issuer));

        var staff = options.Staff switch { { Oidc: not null } => OidcHandler.Name, { EasyAuth: true } => EasyAuthHandler.Name, _ => SessionHandler.Name };
        services.AddAuthentication(ByRoute)
            .AddPolicyScheme(ByRoute, null, scheme => scheme.ForwardDefaultSelector = context => AccessRules.AccessOf(context.GetEndpoint()) == Access.Source ? SourceHandler.Name : staff)
            .AddScheme<AuthenticationSchemeOptions, SourceHandler>(SourceHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, OidcHandler>(OidcHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, EasyAuthHandler>(EasyAuthHandler.Name, null);
        services.AddAuthorization();
        Limiting.AddTo(services, options.Limits);
    }

    /// <summary>A person who may not enter sees a page; a program gets problem details. That staff were refused something is noted.</summary>
    public static void UseRefusals(WebApplication app)
    {
        // The framework's own line would print the exception, and with it perhaps what was sent.
        var trouble = app.Services.GetRequiredService<Trouble>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = _ => true,
            ExceptionHandler = context =>
            {
                if (context.Features.Get<IExceptionHandlerFeature>()?.Error is { } failure and not BadHttpRequestException) trouble.Tell("A request was not answered", failure);
                return Answer(context);
            },
        });
        app.UseStatusCodePages(status => Answer(status.HttpContext));
        app.Use(async (context, next) =>
        {
            await next(context);
            if (IsRefusal(context) && Actor.Of(context.User) is { } actor)
                await context.RequestServices.GetRequiredService<Refusals>().Note(actor, context, CancellationToken.None);
        });
    }

    // What belongs to another agency looks as if it were not there.
    static bool IsRefusal(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status403Forbidden => true,
        StatusCodes.Status404NotFound => AccessRules.AccessOf(context.GetEndpoint()) is Access.Agency or Access.Author or Access.Approver,
        _ => false,
    };

    static Task Answer(HttpContext context)
    {
        var (code, staff) = (context.Response.StatusCode, context.RequestServices.GetRequiredService<StaffEntrance>());
        var answer = context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html")
            ? Page.Of<MessagePage>(new { Key = KeyOf(code, staff) }, code)
            : Results.Problem(statusCode: code);
        return answer.ExecuteAsync(context);
    }

    static string KeyOf(int code, StaffEntrance staff) => code switch
    {
        StatusCodes.Status401Unauthorized => SignInKey(staff),
        StatusCodes.Status403Forbidden => "shared.forbidden",
        StatusCodes.Status404NotFound => "shared.not-found",
        StatusCodes.Status429TooManyRequests => "shared.too-many",
        _ => "shared.failed",
    };

    /// <summary>The words about how to sign in here.</summary>
    public static string SignInKey(StaffEntrance staff) => staff.HasLinks ? "shared.sign-in" : "shared.sign-in-elsewhere";
}
