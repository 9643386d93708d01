using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Drafts;

/// <summary>Trying a draft: its tests, the notices it makes, and recent events. Nothing here changes anything.</summary>
static class TrialRoutes
{
    // Of mail only: it brings its own styles, shows nothing from elsewhere, and is framed by our page alone.
    const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio/drafts/{id}/tests", ShowTests).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/reach", ShowReach).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/preview", ShowPreview).For(Access.Agency);
        app.MapGet("/studio/drafts/{id}/mail", ShowMail).For(Access.Agency);
    }

    static async Task<IResult> ShowTests(string id, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var candidate = await examining.Check(draft, desk.Live, cancellation);
        return Page.Of<TestsPage>(new { Draft = draft, Candidate = candidate, Results = candidate is { IsSound: true } ? await examining.Test(candidate, cancellation) : null });
    }

    static async Task<IResult> ShowReach(string id, Desk desk, Examining examining, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var candidate = await examining.Check(draft, desk.Live, cancellation);
        return Page.Of<ReachPage>(new { Draft = draft, Candidate = candidate, Reach = candidate is { IsSound: true } ? await examining.Reach(candidate, cancellation) : null });
    }

    static async Task<IResult> ShowPreview(string id, string? lifeEvent, string? kind, string? test, HttpContext context, Desk desk, WebParts parts, Examining examining, Rehearsals rehearsals, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"{headers.ContentSecurityPolicy}; frame-src 'self'";
        var (candidate, chosen) = (await examining.Check(draft, desk.Live, cancellation), Preview.Choose(lifeEvent, kind, test));
        var preview = candidate is null ? null : await rehearsals.Run(stop => Preview.Of(candidate, draft, chosen, parts, stop), cancellation);
        return Page.Of<PreviewPage>(new { Draft = draft, Candidate = candidate, Preview = preview });
    }

    static async Task<IResult> ShowMail(string id, string? lifeEvent, string? kind, string? test, string? locale, HttpContext context, Desk desk, WebParts parts, Examining examining, Rehearsals rehearsals, CancellationToken cancellation)
    {
        if (await desk.Find(id, cancellation) is not { } draft || await examining.Check(draft, desk.Live, cancellation) is not { } candidate) return Results.NotFound();
        var preview = await rehearsals.Run(stop => Preview.Of(candidate, draft, Preview.Choose(lifeEvent, kind, test), parts, stop), cancellation);
        if (preview?.Messages.FirstOrDefault(m => m.Locale == locale)?.Mail is not { } mail) return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        return Results.Content(mail.Html, "text/html; charset=utf-8", Encoding.UTF8);
    }
}

/// <summary>One notice of a draft, as it would be told in each language.</summary>
/// <param name="Kind">Of the notice.</param>
/// <param name="Case">The test it comes from; null: a sample.</param>
/// <param name="Cases">The tests it could come from, as far as the agency may see them.</param>
public sealed record Preview(Engine.Rules.Guide Guide, IReadOnlyList<Engine.Rules.Guide> Guides, NoticeKind Kind, string? Case, IReadOnlyList<string> Cases, IReadOnlyList<PreviewMessages> Messages)
{
    public static (string? LifeEvent, NoticeKind Kind, string? Test) Choose(string? lifeEvent, string? kind, string? test) =>
        (lifeEvent, Enum.TryParse<NoticeKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : NoticeKind.Start, string.IsNullOrEmpty(test) ? null : test);

    /// <summary>Null: the draft has mistakes, or the named test leaves nothing to tell.</summary>
    public static async Task<Preview?> Of(RuleCandidate candidate, Proposal draft, (string? LifeEvent, NoticeKind Kind, string? Test) chosen, WebParts parts, CancellationToken cancellation)
    {
        if (candidate.Touched is not { } book) return null;
        var guides = draft.Texts.Keys.Select(RuleOwners.LifeEventOf).Distinct().Order(StringComparer.Ordinal).Select(book.Guide).OfType<Engine.Rules.Guide>().ToList();
        if ((guides.Find(g => g.Id == chosen.LifeEvent) ?? guides.FirstOrDefault()) is not { } guide) return null;
        var journeys = new PreviewJourneys(book, candidate.Tests, candidate.TouchedFiles, parts.Templates, new FlowOptions(), parts.Clock.GetUtcNow());
        var cases = journeys.CasesOf(guide);
        if (await journeys.Find(guide, chosen.Test is { } test && cases.Contains(test) ? test : null, cancellation) is not { } journey) return null;
        var messages = guide.Country.Languages.Select(locale => new PreviewMessages(
            locale, Message(journey, chosen.Kind, locale, ChannelName.Email, parts.Templates), Message(journey, chosen.Kind, locale, ChannelName.TextMessage, parts.Templates))).ToList();
        return new Preview(guide, guides, chosen.Kind, journey.Case, cases, messages);
    }

    static Rendered Message(PreviewJourney journey, NoticeKind kind, string locale, string channel, TemplateSet templates)
    {
        var notice = PreviewNotice.Of(journey, kind, locale, channel);
        return templates.Render(notice.Telling, notice.At);
    }
}

/// <summary>A notice in one language, for each way it travels. A letter and digital post tell the page's words.</summary>
public sealed record PreviewMessages(string Locale, Rendered Page, Rendered TextMessage)
{
    public Message? Mail => Page.Message;
}
