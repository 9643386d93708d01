using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Web.Administration.Parts;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Citizens;

/// <summary>Citizens who object to the processing (GDPR art. 21): a person reads their words and decides.</summary>
static class ObjectionRoutes
{
    public const string Citizen = "citizen";
    public const string Guide = "guide";
    public const string Decision = "decision";
    public const string Upheld = "upheld";
    public const string Refused = "refused";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/admin/objections", async ([AsParameters] Desk desk) => Page.Of<ObjectionsPage>(new { Open = await desk.Flow.Citizens.Objections(desk.Cancellation) })).For(Access.Administrator);
        foreach (var act in new[] { "read", "decide" }) app.MapGet($"/admin/objections/{act}", () => Page.GoTo("/admin/objections")).For(Access.Administrator);
        app.MapPost("/admin/objections/read", Read).For(Access.Administrator).WithForm();
        app.MapPost("/admin/objections/decide", Decide).For(Access.Administrator).WithForm();
    }

    // The citizen's words are shown this once, to whoever said why.
    static async Task<IResult> Read([AsParameters] Desk desk)
    {
        if (await Find(desk) is not { } found) return Page.GoTo("/admin/objections");
        var why = GivenReason.Read(desk.Field(GivenReason.Field));
        if (why.Problem is not null) return Page.Of<ObjectionPage>(new { Open = found, WhyRead = why }, StatusCodes.Status400BadRequest);
        await desk.Audit("unmasked", found.Citizen.Value, why.Text);
        return Page.Of<ObjectionPage>(new { Open = found, IsRead = true });
    }

    static async Task<IResult> Decide([AsParameters] Desk desk)
    {
        if (await Find(desk) is not { } found) return Page.GoTo("/admin/objections");
        var (decision, grounds) = (desk.Field(Decision), GivenReason.Read(desk.Field(GivenReason.Field), GivenReason.LongestGrounds));
        if (decision is not (Upheld or Refused) || grounds.Problem is not null)
            return Page.Of<ObjectionPage>(new { Open = found, Grounds = grounds, Problem = decision is Upheld or Refused ? null : "administration.objection-choose" }, StatusCodes.Status400BadRequest);
        await desk.Audit($"objection-{decision}", $"{found.Citizen} {found.Objection.Guide}", grounds.Text);
        await desk.Flow.Citizens.DecideObjection(found.Citizen, found.Objection.Guide, decision == Upheld, grounds.Text, CancellationToken.None);
        return Page.GoTo("/admin/objections");
    }

    // Null: somebody else has decided meanwhile.
    static async Task<OpenObjection?> Find(Desk desk)
    {
        var (citizen, guide) = (new CitizenKey(desk.Field(Citizen)), desk.Field(Guide));
        return (await desk.Flow.Citizens.Objections(desk.Cancellation)).FirstOrDefault(o => o.Citizen == citizen && o.Objection.Guide == guide);
    }
}
