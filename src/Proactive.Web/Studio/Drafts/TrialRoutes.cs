using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Drafts;

/// <summary>Trying a draft: its tests, the notices it makes, and recent events. Nothing here changes anything.</summary>
static class TrialRoutes
{
    // Of mail only: it brings its own styles, shows nothing from elsewhere, and is framed by our page alone.
    const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio/drafts/{id}/tests", ShowTests).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/reach", ShowReach).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/preview", ShowPreview).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/mail", ShowMail).For(Access.Agency);
    }

    static async Task<IResult> ShowTests(string id, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var candidate = await examining.Check(draft, desk.Live, cancellation);
        return Page.Of<TestsPage>(new { Draft = draft, Candidate = candidate, Results = candidate is { IsSound: true } ? await examining.Test(candidate, cancellation) : null });
    }

    static async Task<IResult> ShowReach(string id, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var candidate = await examining.Check(draft, desk.Live, cancellation);
        return Page.Of<ReachPage>(new { Draft = draft, Candidate = candidate, Reach = candidate is { IsSound: true } ? await examining.Reach(candidate, cancellation) : null });
    }

    static async Task<IResult> ShowPreview(string id, string? lifeEvent, string? kind, string? test, HttpContext context, Desk desk, WebParts parts, Examining examining, Rehearsals rehearsals, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"{headers.ContentSecurityPolicy}; frame-src 'self'";
        var (candidate, chosen) = (await examining.Check(draft, desk.Live, cancellation), Preview.Choose(lifeEvent, kind, test));
        var preview = candidate is null ? null : await rehearsals.Run(stop => Preview.Of(candidate, draft, chosen, parts, stop), cancellation);
        return Page.Of<PreviewPage>(new { Draft = draft, Candidate = candidate, Preview = preview });
    }

    static async Task<IResult> ShowMail(string id, string? lifeEvent, string? kind, string? test, string? locale, HttpContext context, Desk desk, WebParts parts, Examining examining, Rehearsals rehearsals, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft || await examining.Check(draft, desk.Live, cancellation) is not { } candidate) return Results.NotFound();
        var preview = await rehearsals.Run(stop => Preview.Of(candidate, draft, Preview.Choose(lifeEvent, kind, test), parts, stop), cancellation);
        if (preview?.Messages.FirstOrDefault(m => m.Locale == locale)?.Mail is not { } mail) return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        return Results.Content(mail.Html, "text/html; charset=utf-8", Encoding.UTF8);
    }
}
