using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Audits;

/// <summary>Who of the staff did what, and whether the log of it is whole.</summary>
static class AuditRoutes
{
    const int PageLength = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/audit", Show).For(Access.Administrator);
        app.MapPost("/admin/audit", Verify).For(Access.Administrator).WithForm();
    }

    static Task<IResult> Show([AsParameters] Desk desk)
    {
        var asked = desk.Context.Request.Query;
        return Answer(desk, AuditSearch.Read(name => asked[name], desk.Clock.LocalTimeZone), TypedFields.BeforeOf(asked[TypedFields.Before]), null);
    }

    // Posted: going through the whole log is work, and it is written down who looked.
    static async Task<IResult> Verify([AsParameters] Desk desk)
    {
        await desk.Audit("audit-verified", null);
        return await Answer(desk, AuditSearch.Read(_ => null, TimeZoneInfo.Utc), null, await desk.Store.VerifyAudit(desk.Cancellation));
    }

    static async Task<IResult> Answer(Desk desk, AuditSearch search, long? before, AuditCheck? check)
    {
        if (search.Problem is not null) return Page.Of<AuditLogPage>(new { Search = search }, StatusCodes.Status400BadRequest);
        var found = await desk.Store.PageAudit(search.Query, before, PageLength, desk.Cancellation);
        return Page.Of<AuditLogPage>(new { Search = search, Found = found, IsFirst = before is null, Check = check });
    }
}
