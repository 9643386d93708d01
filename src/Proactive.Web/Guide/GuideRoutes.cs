using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Guide;

/// <summary>What citizens reach from their messages.</summary>
static class GuideRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/unsubscribe/{token}", () => OptOutPages.Ask()).For(Access.Link);
        app.MapPost("/unsubscribe/{token}", (string token, OptOutPages pages, CancellationToken cancellation) => pages.Act(token, cancellation)).For(Access.Link);
        app.MapGet("/guide", () => Page.Of<NoGuidePage>()).For(Access.Anybody);
        MapPages(app);
        MapForms(app);
    }

    static void MapPages(IEndpointRouteBuilder app)
    {
        app.MapGet("/guide/{token}", (string token, string? said, string? at, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => Page.Of<GuidePage>(new { Visit = visit, Said = GuideSaying.Of(said, at) }), cancellation)).For(Access.Link);
        app.MapGet("/guide/{token}/calendar.ics", (string token, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => GuideCalendar.Of(visit) ?? Page.GoTo(visit.At()), cancellation)).For(Access.Link);
        app.MapGet("/guide/{token}/messages", (string token, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => Page.Of<MessagesPage>(new { Visit = visit }), cancellation)).For(Access.Link);
        app.MapGet("/guide/{token}/object", (string token, string? list, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => Page.Of<ObjectPage>(new { Visit = visit, List = visit.ListAt(list) }), cancellation)).For(Access.Link);
        app.MapGet("/guide/{token}/grade", (string token, string? list, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => Page.Of<GradePage>(new { Visit = visit, List = visit.ListAt(list), Typed = TypedAnswer.Of(visit.ListAt(list).Answer) }), cancellation)).For(Access.Link);
        app.MapGet("/guide/{token}/close", (string token, GuideEntrance entrance, CancellationToken cancellation) =>
            entrance.Show(token, visit => Page.Of<ClosePage>(new { Visit = visit }), cancellation)).For(Access.Link);
    }

    static void MapForms(IEndpointRouteBuilder app)
    {
        Map("tick", (token, request, acts, cancellation) => acts.Tick(token, request, cancellation));
        Map("untick", (token, request, acts, cancellation) => acts.Untick(token, request, cancellation));
        Map("choose", (token, request, acts, cancellation) => acts.Choose(token, request, cancellation));
        Map("opt-out", (token, request, acts, cancellation) => acts.OptOut(token, request, cancellation));
        Map("opt-in", (token, request, acts, cancellation) => acts.OptIn(token, request, cancellation));
        Map("object", (token, request, acts, cancellation) => acts.Object(token, request, cancellation));
        Map("grade", (token, request, acts, cancellation) => acts.Grade(token, request, cancellation));
        Map("close", (token, _, acts, cancellation) => acts.Close(token, cancellation));

        void Map(string act, Func<string, HttpRequest, GuideActs, CancellationToken, Task<IResult>> handle) =>
            app.MapPost($"/guide/{{token}}/{act}", (string token, HttpRequest request, GuideActs acts, CancellationToken cancellation) => handle(token, request, acts, cancellation)).For(Access.Link).WithForm();
    }
}
