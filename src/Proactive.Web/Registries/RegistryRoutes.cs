using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine;
using Proactive.Web.Background;
using Proactive.Web.Entrance;

namespace Proactive.Web.Registries;

/// <summary>What registries and gateways post to.</summary>
static class RegistryRoutes
{
    public static void Map(IEndpointRouteBuilder app, WebOptions options)
    {
        app.MapPost("/events", (HttpRequest request, EventIntake intake, CancellationToken cancellation) => intake.Receive(request, cancellation)).For(Access.Source);
        app.MapGet("/openapi.json", () => ApiDocument.Answer).For(Access.Anybody).ForMachines();
        if (options.Receipts is not { } receipts) return;
        var services = app.ServiceProvider;
        var receiptIntake = new ReceiptIntake(services.GetRequiredService<Flow>(), receipts, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Trouble>());
        app.MapPost("/receipts", (HttpRequest request, CancellationToken cancellation) => receiptIntake.Receive(request, cancellation)).For(Access.Source).WithMetadata(receipts);
    }
}
