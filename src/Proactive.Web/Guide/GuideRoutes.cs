using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Web.Entrance;

namespace Proactive.Web.Guide;

/// <summary>What citizens reach from their messages.</summary>
static class GuideRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/unsubscribe/{token}", (HttpRequest request) => OptOutPages.Ask(request)).AddEndpointFilter(OptOutPages.WithHeaders).For(Access.Link);
        app.MapPost("/unsubscribe/{token}", (string token, HttpRequest request, OptOutPages pages, CancellationToken cancellation) => pages.Act(token, request, cancellation))
            .AddEndpointFilter(OptOutPages.WithHeaders).For(Access.Link);
    }
}
