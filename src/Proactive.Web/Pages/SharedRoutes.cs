using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Web.Pages;

/// <summary>What belongs to no door: the start page, the stylesheet, the language, and whether the host is well.</summary>
static class SharedRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => Actor.Of(context.User) switch
        {
            { } actor => Page.GoTo(actor.Is(Role.Administrator) ? "/admin" : "/studio"),
            null => Page.Of<MessagePage>(new { Key = "shared.welcome" }),
        }).For(Access.Anybody);
        app.MapGet("/assets/site.css", (Assets assets) => assets.Styles).For(Access.Anybody);
        app.MapGet("/assets/site.js", (Assets assets) => assets.Script).For(Access.Anybody);
        app.MapPost("/language", SetLanguage).For(Access.Staff).WithForm();
        app.MapGet("/health", (RuleBooks rules) => Results.Json(new { status = "ok", ruleBook = rules.Current.Hash, guides = rules.Current.Guides.Count })).For(Access.Anybody).ForMachines();
    }

    static async Task<IResult> SetLanguage(HttpRequest request, PageState state, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        state.KeepLanguage(form["language"].ToString());
        // Only to a page of our own.
        var back = form["back"].ToString();
        return Page.GoTo(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal) ? back : "/");
    }
}
