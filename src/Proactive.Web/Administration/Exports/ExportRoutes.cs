using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Administration.Audits;
using Proactive.Web.Administration.Log;
using Proactive.Web.Administration.Rejected;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Exports;

/// <summary>The logs and the rejected events as files. Posted, because who took what out of the house is written down.</summary>
static class ExportRoutes
{
    const string Format = "format";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/admin/log/export", Log).For(Access.Administrator).WithForm();
        app.MapPost("/admin/rejected/export", Rejected).For(Access.Administrator).WithForm();
        app.MapPost("/admin/audit/export", Audit).For(Access.Administrator).WithForm();
    }

    static Task<IResult> Log([AsParameters] Desk desk)
    {
        var search = LogSearch.Read(desk.Field, desk.Clock.LocalTimeZone);
        if (search.Problems.Count > 0) return Task.FromResult(Page.GoTo("/admin/log"));
        return Answer(desk, "delivery-log", search.Typed.Select(t => $"{t.Key}={t.Value}"), ExportRows.LogColumns, gone => desk.Store.SearchLog(search.Query, gone).Select(ExportRows.Of));
    }

    static Task<IResult> Rejected([AsParameters] Desk desk)
    {
        var search = RejectedSearch.Read(desk.Field);
        return Answer(desk, "rejected-events", search.Fields.Select(f => $"{f.Key}={f.Value}"), ExportRows.RejectedColumns, gone => desk.Store.ListRejected(search.Query, gone).Select(ExportRows.Of));
    }

    static Task<IResult> Audit([AsParameters] Desk desk)
    {
        var search = AuditSearch.Read(desk.Field, desk.Clock.LocalTimeZone);
        if (search.Problem is not null) return Task.FromResult(Page.GoTo("/admin/audit"));
        return Answer(desk, "audit-log", search.Typed.Select(t => $"{t.Key}={t.Value}"), ExportRows.AuditColumns, gone => desk.Store.ReadAudit(search.Query, gone).Select(ExportRows.Of));
    }

    static async Task<IResult> Answer(Desk desk, string name, IEnumerable<string> filters, IReadOnlyList<string> columns, Func<CancellationToken, IAsyncEnumerable<string[]>> read)
    {
        if (!Enum.TryParse<ExportFormat>(desk.Field(Format), ignoreCase: true, out var format)) return Results.BadRequest();
        await desk.Audit("exported", $"{name}.{format.ToString().ToLowerInvariant()} {string.Join(' ', filters)}".TrimEnd());
        return new Export($"{name}-{TimeZoneInfo.ConvertTime(desk.Now, desk.Clock.LocalTimeZone):yyyy-MM-dd-HHmm}", format, columns, read);
    }
}
