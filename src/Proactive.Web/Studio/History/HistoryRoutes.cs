using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;
using Proactive.Web.Studio.Drafts;

namespace Proactive.Web.Studio.History;

/// <summary>The versions of an agency's files, and the way back to one of them.</summary>
static class HistoryRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio/history", async (Desk desk, CancellationToken cancellation) => Page.Of<HistoryPage>(new { Versions = HistoryList.Of(await desk.History(cancellation)) })).For(Access.Agency);
        app.MapGet("/studio/history/{version}", Show).For(Access.Agency);
        app.MapPost("/studio/history/{version}/restore", Restore).For(Access.Author).WithForm();
    }

    static async Task<IResult> Show(string version, string? file, Desk desk, CancellationToken cancellation) =>
        await Find(version, file ?? "", desk, cancellation) is { } found ? Page.Of<VersionPage>(new { Version = found, IsInForce = found.Text == desk.File(found.Path) }) : Results.NotFound();

    // A draft like any other: somebody else has to approve the way back, too.
    static async Task<IResult> Restore(string version, HttpRequest request, Desk desk, CancellationToken cancellation)
    {
        if (await Find(version, await request.Field("file"), desk, cancellation) is not { Text: { } text } found) return Results.NotFound();
        return Page.GoTo($"/studio/drafts/{(await desk.Begin(found.Path, text, cancellation)).Id}");
    }

    static async Task<RuleVersion?> Find(string version, string file, Desk desk, CancellationToken cancellation) => (await desk.Versions(file, cancellation)).FirstOrDefault(v => v.Id == version);
}
