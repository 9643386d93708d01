using Microsoft.AspNetCore.Routing;
using Proactive.Web.Administration.Log;

namespace Proactive.Web.Administration;

/// <summary>The administrators' door.</summary>
static class AdministrationRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        LogRoutes.Map(app);
        NoticeRoutes.Map(app);
    }
}
