using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Drafts;

/// <summary>An agency's files and the drafts that change them.</summary>
static class DraftRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio/files", (RuleBooks rules) => Page.Of<FilesPage>(new { rules.Current.Guides })).For(Access.Agency);
        app.MapGet("/studio/drafts", async (Desk desk, CancellationToken cancellation) => Page.Of<DraftsPage>(new { Proposals = await desk.Proposals(cancellation) })).For(Access.Agency);
        app.MapPost("/studio/drafts", Begin).For(Access.Author).WithForm();
        app.MapGet("/studio/drafts/{id}/edit", Edit).For(Access.Author);
        app.MapPost("/studio/drafts/{id}/edit", Save).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/problems", Check).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/files", AddFile).For(Access.Author).WithForm();
        app.MapPost("/studio/drafts/{id}/files/leave", LeaveFile).For(Access.Author).WithForm();
    }

    /// <summary>The page on which a draft's file is edited.</summary>
    public static string EditPath(string id, string path) => $"/studio/drafts/{id}/edit?file={Uri.EscapeDataString(path)}";

    static async Task<IResult> Begin(HttpRequest request, Desk desk, CancellationToken cancellation)
    {
        if (await Wanted(request, desk) is not var (path, text)) return Results.NotFound();
        var open = (await desk.Proposals(cancellation)).FirstOrDefault(p => p.State == ProposalState.Draft && p.IsBy(desk.Actor.Name) && p.Texts.ContainsKey(path));
        return Page.GoTo(EditPath((open ?? await desk.Begin(path, text, cancellation)).Id, path));
    }

    // The agency's file with its text in force, or a new one with its beginning; null: there is none for this agency.
    static async Task<(string Path, string Text)?> Wanted(HttpRequest request, Desk desk)
    {
        var path = await request.Field("file");
        if (path.Length > 0) return desk.File(path) is { } text ? (path, text) : null;
        return desk.NewPath(await request.Field("life-event"), await request.Field("name")) is { } made ? (made, $"agency: {desk.Agency}\nsteps:\n  - id: \n") : null;
    }

    static async Task<IResult> Edit(string id, string? file, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (await desk.FindMine(id, cancellation) is not { } draft) return Results.NotFound();
        if (draft.State != ProposalState.Draft) return Page.GoTo($"/studio/drafts/{id}");
        var path = file ?? draft.Texts.Keys.Order(StringComparer.Ordinal).First();
        if (!draft.Texts.TryGetValue(path, out var text)) return Results.NotFound();
        return await ShowEditor(draft, path, text, null, desk, examining, cancellation);
    }

    static async Task<IResult> ShowEditor(Proposal draft, string path, string text, string? trouble, Desk desk, Examining examining, CancellationToken cancellation) => Page.Of<EditPage>(new
    {
        Draft = draft,
        Path = path,
        Text = text,
        Trouble = trouble,
        Candidate = trouble is null ? await examining.Check(draft, desk.Live, cancellation) : null,
    }, trouble is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    static async Task<IResult> Save(string id, HttpRequest request, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation)
    {
        var (path, text) = (await request.Field("file"), await request.Text());
        if (await desk.FindMine(id, cancellation) is not { } draft || !draft.Texts.ContainsKey(path)) return Results.NotFound();
        if (draft.Write(desk.Live, path, text, clock.GetUtcNow()) is not { } written) return Page.GoTo($"/studio/drafts/{id}");
        // What was typed stays on the page; nobody has to type it again.
        if (written.IsTooLarge()) return await ShowEditor(draft, path, text, "studio.too-large", desk, examining, cancellation);
        if (draft.Version != await request.Version() || !await desk.Save(written, cancellation)) return await ShowEditor(draft, path, text, "studio.changed-meanwhile", desk, examining, cancellation);
        return Page.GoTo($"{EditPath(id, path)}#check");
    }

    static async Task<IResult> Check(string id, HttpRequest request, Desk desk, Examining examining, TimeProvider clock, CancellationToken cancellation)
    {
        var (path, text) = (await request.Field("file"), await request.Text());
        if (await desk.FindMine(id, cancellation) is not { } draft || !draft.Texts.ContainsKey(path)) return Results.NotFound();
        if (draft.Write(desk.Live, path, text, clock.GetUtcNow()) is not { } written || written.IsTooLarge()) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return Page.Of<ProblemListing>(new { Path = path, Text = text, Candidate = await examining.Check(written, desk.Live, cancellation), Paths = written.Texts.Keys.ToList(), Token = true });
    }

    static async Task<IResult> AddFile(string id, HttpRequest request, Desk desk, TimeProvider clock, CancellationToken cancellation)
    {
        if (await desk.FindMine(id, cancellation) is not { } draft || await Wanted(request, desk) is not var (path, text)) return Results.NotFound();
        if (draft.Texts.ContainsKey(path)) return Page.GoTo(EditPath(id, path));
        if (draft.Write(desk.Live, path, text, clock.GetUtcNow()) is not { } more) return Page.GoTo($"/studio/drafts/{id}");
        if (more.IsTooLarge()) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return Page.GoTo(await desk.Save(more, cancellation) ? EditPath(id, path) : $"/studio/drafts/{id}");
    }

    static async Task<IResult> LeaveFile(string id, HttpRequest request, Desk desk, TimeProvider clock, CancellationToken cancellation)
    {
        var path = await request.Field("file");
        if (await desk.FindMine(id, cancellation) is not { } draft || !draft.Texts.ContainsKey(path)) return Results.NotFound();
        if (draft.Leave(path, clock.GetUtcNow()) is { } less) await desk.Save(less, cancellation);
        return Page.GoTo($"/studio/drafts/{id}");
    }
}
