using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Drafts;

/// <summary>A draft's way to the rule book: submitted by its author, looked at and decided by somebody else (four eyes).</summary>
static class DecisionRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio/drafts/{id}", Show).For(Access.Agency);
        app.MapPost("/studio/drafts/{id}/submit", Submit).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/withdraw", Withdraw).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/reopen", Reopen).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/approve", Approve).For(Access.Approver).WithForm();
        app.MapPost("/studio/drafts/{id}/decline", Decline).For(Access.Approver).WithForm();
    }

    static async Task<IResult> Show(string id, Desk desk, Examining examining, CancellationToken cancellation) =>
        await desk.Find(id, cancellation) is { } proposal ? await Tell(proposal, null, desk, examining, cancellation) : Results.NotFound();

    static async Task<IResult> Tell(Proposal proposal, string? refusal, Desk desk, Examining examining, CancellationToken cancellation) => Page.Of<DraftPage>(new
    {
        Proposal = proposal,
        Refusal = refusal,
        Overtaken = IsOpen(proposal) ? proposal.OvertakenIn(desk.Live) : [],
        Found = IsOpen(proposal) ? await examining.Examine(proposal, desk.Live, cancellation) : null,
    }, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    static bool IsOpen(Proposal proposal) => proposal.State is ProposalState.Draft or ProposalState.Submitted;

    static async Task<IResult> Submit(string id, HttpRequest request, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation)
    {
        var why = await request.Words();
        if (await desk.FindMine(id, cancellation) is not { } draft) return Results.NotFound();
        if (why.Length == 0) return await Tell(draft, "studio.why-missing", desk, examining, cancellation);
        if (!draft.ChangesSomething()) return await Tell(draft, "studio.changes-nothing", desk, examining, cancellation);
        if (await examining.Check(draft, desk.Live, cancellation) is not { IsSound: true }) return await Tell(draft, "studio.has-problems", desk, examining, cancellation);
        return await Move(draft, draft.Submit(why, clock.GetUtcNow()), "draft-submitted", why, desk, examining, cancellation);
    }

    static async Task<IResult> Withdraw(string id, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation) =>
        await desk.FindMine(id, cancellation) is { } draft ? await Move(draft, draft.Withdraw(clock.GetUtcNow()), "draft-withdrawn", null, desk, examining, cancellation) : Results.NotFound();

    static async Task<IResult> Reopen(string id, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation) =>
        await desk.FindMine(id, cancellation) is { } draft ? await Move(draft, draft.Reopen(desk.Live, clock.GetUtcNow()), "draft-reopened", null, desk, examining, cancellation) : Results.NotFound();

    static async Task<IResult> Approve(string id, HttpRequest request, Desk desk, Examining examining, Publishing publishing, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } proposal) return Results.NotFound();
        if (await Refusal(proposal, request, desk) is { } refusal) return await Refuse(proposal, refusal, desk, examining, cancellation);
        var done = await publishing.Approve(proposal, desk, await request.Words(), await request.Field("confirmed") == "yes", cancellation);
        return done == Publication.Live ? Page.GoTo($"/studio/drafts/{id}") : await Refuse(await desk.Find(id, cancellation) ?? proposal, $"studio.refused-{done.ToString().ToLowerInvariant()}", desk, examining, cancellation);
    }

    static async Task<IResult> Decline(string id, HttpRequest request, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation)
    {
        var words = await request.Words();
        if (await desk.Find(id, cancellation) is not { } proposal) return Results.NotFound();
        if (words.Length == 0) return await Tell(proposal, "studio.why-missing", desk, examining, cancellation);
        if (await Refusal(proposal, request, desk) is { } refusal) return await Refuse(proposal, refusal, desk, examining, cancellation);
        return await Move(proposal, proposal.Decline(desk.Actor.Name, words, clock.GetUtcNow()), "declined", words, desk, examining, cancellation);
    }

    // Nobody decides on what they wrote, nor on another text than they were shown.
    static async Task<string?> Refusal(Proposal proposal, HttpRequest request, Desk desk) =>
        proposal.State != ProposalState.Submitted ? "studio.refused-toolate"
        : proposal.IsBy(desk.Actor.Name) ? "studio.refused-own"
        : proposal.Version != await request.Version() ? "studio.changed-meanwhile" : null;

    static async Task<IResult> Refuse(Proposal proposal, string refusal, Desk desk, Examining examining, CancellationToken cancellation)
    {
        await desk.Audit("decision-refused", proposal.Id, refusal["studio.".Length..], cancellation);
        return await Tell(proposal, refusal, desk, examining, cancellation);
    }

    static async Task<IResult> Move(Proposal from, Proposal? to, string what, string? why, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (to is null || !await desk.Save(to, cancellation)) return await Tell(await desk.Find(from.Id, cancellation) ?? from, "studio.refused-toolate", desk, examining, cancellation);
        await desk.Audit(what, from.Id, why, cancellation);
        return Page.GoTo($"/studio/drafts/{from.Id}");
    }
}
