using Microsoft.AspNetCore.Routing;
using Proactive.Web.Administration.Audits;
using Proactive.Web.Administration.Citizens;
using Proactive.Web.Administration.Exports;
using Proactive.Web.Administration.Figures;
using Proactive.Web.Administration.Log;
using Proactive.Web.Administration.Rejected;
using Proactive.Web.Administration.Today;

namespace Proactive.Web.Administration;

/// <summary>The administrators' door: what needs attention, the delivery log, one notice or citizen, what was rejected, who objects, the figures, and who did what.</summary>
static class AdministrationRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        TodayRoutes.Map(app);
        LogRoutes.Map(app);
        NoticeRoutes.Map(app);
        CitizenRoutes.Map(app);
        RejectedRoutes.Map(app);
        ObjectionRoutes.Map(app);
        FigureRoutes.Map(app);
        AuditRoutes.Map(app);
        ExportRoutes.Map(app);
    }
}
