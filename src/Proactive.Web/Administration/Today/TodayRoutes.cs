using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Today;

/// <summary>What needs attention now, and letting sending go on after a hold.</summary>
static class TodayRoutes
{
    /// <summary>What becomes of what is due: the field, and its two values.</summary>
    public const string Due = "due";
    public const string Send = "send";
    public const string Skip = "skip";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin", async ([AsParameters] Desk desk) => Page.Of<TodayPage>(new { Now = await Attention.Gather(desk) })).For(Access.Administrator);
        app.MapGet("/admin/hold", ([AsParameters] Desk desk) => Show(desk, null, null, StatusCodes.Status200OK)).For(Access.Administrator);
        app.MapPost("/admin/hold", Release).For(Access.Administrator).WithForm();
    }

    static async Task<IResult> Show(Desk desk, GivenReason? given, string? problem, int status) => Page.Of<HoldPage>(
        new { Hold = await desk.Flow.Holds.Current(desk.Cancellation), Due = await desk.Store.CountDue(desk.Now, desk.Cancellation), Given = given, Problem = problem }, status);

    static async Task<IResult> Release([AsParameters] Desk desk)
    {
        var (due, why) = (desk.Field(Due), GivenReason.Read(desk.Field(GivenReason.Field)));
        var problem = due is Send or Skip ? null : "administration.hold-choose";
        if (problem is not null || why.Problem is not null) return await Show(desk, why, problem, StatusCodes.Status400BadRequest);
        if (await desk.Flow.Holds.Current(desk.Cancellation) is { } hold)
        {
            var count = (await desk.Store.CountDue(desk.Now, desk.Cancellation)).ToString(CultureInfo.InvariantCulture);
            await desk.Audit($"hold-released-{due}-due", $"{hold.Reason}: {count}", why.Text);
            await desk.Flow.ReleaseHold(due == Skip, CancellationToken.None);
        }

        return Page.GoTo("/admin");
    }
}
