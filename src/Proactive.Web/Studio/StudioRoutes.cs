using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Studio.Book;
using Proactive.Web.Studio.Drafts;
using Proactive.Web.Studio.History;

namespace Proactive.Web.Studio;

/// <summary>The agency studio: agencies read the rule book, change their own files, and approve each other's changes. Administrators have no part in it.</summary>
static class StudioRoutes
{
    public static void AddTo(IServiceCollection services, WebParts parts) => services
        .AddSingleton(new RecentEvents(parts.Clock)).AddSingleton(new LiveFiles(parts.RuleFiles)).AddSingleton<Rehearsals>().AddSingleton<Examining>().AddSingleton<Publishing>().AddScoped<Desk>().AddHostedService<Resuming>();

    public static void Map(IEndpointRouteBuilder app)
    {
        BookRoutes.Map(app);
        DraftRoutes.Map(app);
        TrialRoutes.Map(app);
        DecisionRoutes.Map(app);
        HistoryRoutes.Map(app);
    }
}
