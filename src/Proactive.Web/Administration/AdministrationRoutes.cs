using Microsoft.AspNetCore.Routing;

namespace Proactive.Web.Administration;

static class AdministrationRoutes
{
    public static void Map(IEndpointRouteBuilder app) => _ = app;
}
