using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Citizens;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Citizens;

/// <summary>What is kept of one citizen: masked, and unmasked for once by whoever says why.</summary>
static class CitizenRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/citizens/{citizen}", (string citizen, [AsParameters] Desk desk) => Show(desk, citizen, new CitizenView(), StatusCodes.Status200OK)).For(Access.Administrator);
        app.MapPost("/admin/citizens/{citizen}", Unmask).For(Access.Administrator).WithForm();
        app.MapGet("/admin/citizens/{citizen}/close-links", (string citizen) => IsKey(citizen) ? Page.GoTo($"/admin/citizens/{citizen}") : Results.NotFound()).For(Access.Administrator);
        app.MapPost("/admin/citizens/{citizen}/close-links", CloseLinks).For(Access.Administrator).WithForm();
    }

    // The page itself is the answer: there is no address at which the person stands unmasked.
    static async Task<IResult> Unmask(string citizen, [AsParameters] Desk desk)
    {
        var why = GivenReason.Read(desk.Field(GivenReason.Field));
        if (why.Problem is not null) return await Show(desk, citizen, new CitizenView { WhyUnmask = why }, StatusCodes.Status400BadRequest);
        if (!IsKey(citizen)) return Results.NotFound();
        await desk.Audit("unmasked", citizen, why.Text);
        return await Show(desk, citizen, new CitizenView { Unmasked = true }, StatusCodes.Status200OK);
    }

    static async Task<IResult> CloseLinks(string citizen, [AsParameters] Desk desk)
    {
        var why = GivenReason.Read(desk.Field(GivenReason.Field));
        if (why.Problem is not null) return await Show(desk, citizen, new CitizenView { WhyClose = why }, StatusCodes.Status400BadRequest);
        if (!IsKey(citizen)) return Results.NotFound();
        await desk.Audit("links-closed", citizen, why.Text);
        await desk.Flow.Citizens.CloseLinks(new CitizenKey(citizen), CancellationToken.None);
        return Page.GoTo($"/admin/citizens/{citizen}");
    }

    static async Task<IResult> Show(Desk desk, string key, CitizenView view, int status)
    {
        if (!IsKey(key)) return Results.NotFound();
        var citizen = (await desk.Store.Load([new CitizenKey(key)], desk.Cancellation))[0];
        var guardians = citizen.Person?.Guardians.Select(desk.Keys.Of).ToList() ?? [];
        return Page.Of<CitizenPage>(new { Citizen = citizen, Guardians = guardians, View = view }, status);
    }

    static bool IsKey(string text) => text.Length == 32 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
