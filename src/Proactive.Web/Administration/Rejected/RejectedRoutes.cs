using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Storage;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Rejected;

/// <summary>Events that were not accepted, or are held: looked at, tried without effect, then taken in again or dropped.</summary>
static class RejectedRoutes
{
    const int PageLength = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/rejected", List).For(Access.Administrator);
        app.MapGet("/admin/rejected/{id}", (string id, [AsParameters] Desk desk) => Show(desk, id, null, isUnmasked: false, StatusCodes.Status200OK)).For(Access.Administrator);
        app.MapPost("/admin/rejected/{id}", Unmask).For(Access.Administrator).WithForm();
        // What answers a post has an address, to which changing the language comes back.
        foreach (var act in new[] { "examine", "replay", "drop" }) app.MapGet($"/admin/rejected/{act}", () => Page.GoTo("/admin/rejected")).For(Access.Administrator);
        app.MapPost("/admin/rejected/examine", Examine).For(Access.Administrator).WithForm();
        app.MapPost("/admin/rejected/replay", Replay).For(Access.Administrator).WithForm();
        app.MapPost("/admin/rejected/drop", Drop).For(Access.Administrator).WithForm();
    }

    static async Task<IResult> List([AsParameters] Desk desk)
    {
        var asked = desk.Context.Request.Query;
        var search = RejectedSearch.Read(name => asked[name]);
        var skip = int.TryParse(asked["skip"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var kinds = await desk.Store.ListRejected(new RejectedQuery(), desk.Cancellation).Take(Today.Attention.CountedAtMost)
            .CountBy(r => (r.Rejection.Reason, r.Type)).OrderByDescending(k => k.Value).ToListAsync(desk.Cancellation);
        var found = await desk.Store.ListRejected(search.Query, desk.Cancellation).Skip(skip).Take(PageLength + 1).ToListAsync(desk.Cancellation);
        return Page.Of<RejectedListPage>(new { Search = search, Kinds = kinds, Found = found[..Math.Min(found.Count, PageLength)], Skip = skip, Next = found.Count > PageLength ? skip + PageLength : (int?)null });
    }

    static async Task<IResult> Unmask(string id, [AsParameters] Desk desk)
    {
        var why = GivenReason.Read(desk.Field(GivenReason.Field));
        if (why.Problem is not null) return await Show(desk, id, why, isUnmasked: false, StatusCodes.Status400BadRequest);
        if (await desk.Store.FindRejected(id, desk.Cancellation) is null) return Results.NotFound();
        await desk.Audit("unmasked", id, why.Text);
        return await Show(desk, id, null, isUnmasked: true, StatusCodes.Status200OK);
    }

    static async Task<IResult> Show(Desk desk, string id, GivenReason? given, bool isUnmasked, int status) => await desk.Store.FindRejected(id, desk.Cancellation) is { } found
        ? Page.Of<RejectedPage>(new { Event = found, IsUnmasked = isUnmasked, Given = given }, status) : Results.NotFound();

    static async Task<IResult> Examine([AsParameters] Desk desk)
    {
        var (events, more) = await Selection.Of(desk);
        return events.Count == 0 ? Page.GoTo("/admin/rejected") : await Examined(desk, events, more, null, StatusCodes.Status200OK);
    }

    static async Task<IResult> Examined(Desk desk, IReadOnlyList<RejectedEvent> events, bool more, (string Act, GivenReason Why)? given, int status) =>
        Page.Of<ExaminedPage>(new { Events = events, More = more, Outlook = await Outlook.Of(desk.Flow, events, desk.Cancellation), Act = given?.Act, Given = given?.Why }, status);

    static async Task<IResult> Replay([AsParameters] Desk desk)
    {
        var ((events, more), why) = (await Selection.Of(desk), GivenReason.Read(desk.Field(GivenReason.Field)));
        if (events.Count == 0) return Page.GoTo("/admin/rejected");
        if (why.Problem is not null) return await Examined(desk, events, more, ("replay", why), StatusCodes.Status400BadRequest);
        return Page.Of<ReplayedPage>(new { Outlook = await Selection.Replay(desk, events, why.Text) });
    }

    static async Task<IResult> Drop([AsParameters] Desk desk)
    {
        var ((events, more), why) = (await Selection.Of(desk), GivenReason.Read(desk.Field(GivenReason.Field)));
        if (events.Count == 0) return Page.GoTo("/admin/rejected");
        if (why.Problem is not null) return await Examined(desk, events, more, ("drop", why), StatusCodes.Status400BadRequest);
        foreach (var dropped in events)
        {
            await desk.Audit("rejected-dropped", dropped.Id, why.Text);
            await desk.Store.RemoveRejected(dropped.Id, CancellationToken.None);
        }

        return Page.GoTo("/admin/rejected");
    }
}
