using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Log;

/// <summary>The delivery log, searched.</summary>
static class LogRoutes
{
    const int PageLength = 50;
    const int LongestPersonId = 64;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/log", Show).For(Access.Administrator);
        app.MapPost("/admin/log", LookUp).For(Access.Administrator).WithForm();
    }

    static async Task<IResult> Show([AsParameters] Desk desk)
    {
        var asked = desk.Context.Request.Query;
        var search = LogSearch.Read(name => asked[name], desk.Clock.LocalTimeZone);
        if (search.Problems.Count > 0) return Page.Of<LogSearchPage>(new { Search = search }, StatusCodes.Status400BadRequest);
        var before = TypedFields.BeforeOf(asked[TypedFields.Before]);
        var found = await desk.Store.PageLog(search.Query, before, PageLength, desk.Cancellation);
        return Page.Of<LogSearchPage>(new { Search = search, Found = found, IsFirst = before is null });
    }

    // Posted, so that the person's number stands in no address, no log and no browser's history.
    static async Task<IResult> LookUp([AsParameters] Desk desk)
    {
        var id = desk.Field("person");
        if (id.Length is 0 or > LongestPersonId)
            return Page.Of<LogSearchPage>(new { Search = LogSearch.Read(_ => null, TimeZoneInfo.Utc), PersonProblem = "administration.wrong-person" }, StatusCodes.Status400BadRequest);
        var key = desk.Keys.Of(id);
        await desk.Audit("citizen-looked-up", key.Value);
        return Page.GoTo($"/admin/log?{LogSearch.Citizen}={key}");
    }
}
