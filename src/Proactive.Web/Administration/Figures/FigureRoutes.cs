using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Figures;

/// <summary>What was counted in the last days.</summary>
static class FigureRoutes
{
    const int Usual = 30;

    /// <summary>For how many days the figures can be seen.</summary>
    public static readonly IReadOnlyList<int> Periods = [7, Usual, 90, 365];

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/admin/figures", Show).For(Access.Administrator);

    static async Task<IResult> Show([AsParameters] Desk desk)
    {
        var days = Periods.Where(p => $"{p}" == desk.Context.Request.Query["days"]).FirstOrDefault(Usual);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(desk.Now, desk.Clock.LocalTimeZone).DateTime);
        var from = today.AddDays(1 - days);
        return Page.Of<FiguresPage>(new { Days = days, Summary = new FigureSummary(from, today, await desk.Store.ReadFigures(from, today, desk.Cancellation)) });
    }
}
