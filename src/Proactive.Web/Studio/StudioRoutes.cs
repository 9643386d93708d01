using Microsoft.AspNetCore.Routing;

namespace Proactive.Web.Studio;

static class StudioRoutes
{
    public static void Map(IEndpointRouteBuilder app) => _ = app;
}
