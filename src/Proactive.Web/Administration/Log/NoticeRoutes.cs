using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Log;

/// <summary>One notice from its event to its receipt, and having it sent again.</summary>
static class NoticeRoutes
{
    const int MostAuditLines = 50;

    public static string Path(CitizenKey citizen, string notice) => $"/admin/citizens/{citizen}/notices/{notice}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/citizens/{citizen}/notices/{notice}", Show).For(Access.Administrator);
        app.MapPost("/admin/citizens/{citizen}/notices/{notice}", Resend).For(Access.Administrator).WithForm();
    }

    static Task<IResult> Show(string citizen, string notice, [AsParameters] Desk desk) => Answer(desk, new CitizenKey(citizen), notice, null, StatusCodes.Status200OK);

    static async Task<IResult> Resend(string citizen, string notice, [AsParameters] Desk desk)
    {
        var (key, why) = (new CitizenKey(citizen), GivenReason.Read(desk.Field(GivenReason.Field)));
        if (why.Problem is not null) return await Answer(desk, key, notice, why, StatusCodes.Status400BadRequest);
        var file = (await desk.Store.Load([key], desk.Cancellation))[0].File;
        if (file.Notices.FirstOrDefault(n => n.Id == notice) is not { } found) return Results.NotFound();
        // Somebody else may have been quicker, or a receipt came; the page says how it stands now.
        if (found.State.IsDead())
        {
            await desk.Audit("notice-resent", notice, why.Text);
            await desk.Flow.Resend(key, notice, why.Text, CancellationToken.None);
        }

        return Page.GoTo(Path(key, notice));
    }

    static async Task<IResult> Answer(Desk desk, CitizenKey key, string id, GivenReason? given, int status)
    {
        var citizen = (await desk.Store.Load([key], desk.Cancellation))[0];
        var lines = await desk.Store.SearchLog(new LogQuery(key, id), desk.Cancellation).ToListAsync(desk.Cancellation);
        var notice = citizen.File.Notices.FirstOrDefault(n => n.Id == id);
        if (notice is null && !lines.Exists(l => l.NoticeId == id)) return Results.NotFound();
        var audit = await desk.Store.PageAudit(new AuditQuery(Subject: id), null, MostAuditLines, desk.Cancellation);
        var timeline = NoticeTimeline.Of(citizen.File, notice, lines, audit.Lines);
        return Page.Of<NoticePage>(new { Key = key, Id = id, citizen.File, Current = notice, Line = lines.LastOrDefault(), Timeline = timeline, Given = given }, status);
    }
}
