using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Proactive.Engine;
using Proactive.Web.Administration;
using Proactive.Web.Background;
using Proactive.Web.Entrance;
using Proactive.Web.Guide;
using Proactive.Web.Registries;
using Proactive.Web.Pages;
using Proactive.Web.Studio;

namespace Proactive.Web;

/// <summary>The web host: registries' events and gateways' receipts come in, citizens see their guide, agencies write rules, administrators look after it all; and it delivers in the background.</summary>
public static class WebHost
{
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(70);

    /// <summary>Wires the host; nothing runs before it is started. Throws <see cref="ArgumentException"/> for an address that is not on loopback.</summary>
    public static WebApplication Create(WebParts parts, WebOptions options, params string[] urls)
    {
        foreach (var url in urls.Where(u => !IsLoopback(u)))
            throw new ArgumentException($"{url} is not a loopback address. The intake asks nobody who they are, so it listens only to this machine; use http://127.0.0.1:PORT.");

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls).ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = EventIntake.MaxBatchBytes;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // Why it could not start, whoever starts it says in a sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        AddServices(builder.Services, parts, options);

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError });
        Guarding.UseHeaders(app);
        Guarding.UseRefusals(app);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        RegistryRoutes.Map(app, options);
        SharedRoutes.Map(app);
        SignInRoutes.Map(app);
        GuideRoutes.Map(app);
        StudioRoutes.Map(app);
        AdministrationRoutes.Map(app);
        AccessRules.CheckEvery(app);
        return app;
    }

    /// <summary>A new link to sign in, good once, for each of <see cref="WebOptions.SignIn"/>. The host has to be running.</summary>
    public static IEnumerable<(Actor Actor, string Link)> SignInLinks(WebApplication app)
    {
        var (options, sessions) = (app.Services.GetRequiredService<WebOptions>(), app.Services.GetRequiredService<Sessions>());
        var address = (options.PublicUrl?.AbsoluteUri ?? app.Urls.First()).TrimEnd('/');
        return options.SignIn.Select(actor => (actor, $"{address}/sign-in/{sessions.NewLink(actor)}"));
    }

    static void AddServices(IServiceCollection services, WebParts parts, WebOptions options)
    {
        services.AddSingleton(parts).AddSingleton(options).AddSingleton(parts.Flow).AddSingleton(parts.Rules).AddSingleton(parts.Store).AddSingleton(parts.Keys).AddSingleton(parts.Clock);
        services.AddProblemDetails();
        services.AddHostedService(s => new RuleReload(parts.Rules, parts.RuleFiles.Read, parts.Clock, s.GetRequiredService<ILogger<RuleReload>>()));
        services.AddHostedService(s => new DeliveryLoop(parts.Flow, parts.Store, parts.Clock, options.Rounds, s.GetRequiredService<Trouble>(), s.GetRequiredService<ILogger<DeliveryLoop>>()));

        // A relay that is taking a message in is given the time to say that it has.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        services.AddSingleton(s => new Trouble(s.GetRequiredService<ILogger<Trouble>>(), parts.Clock));
        services.AddSingleton(_ => new Intake(parts.Flow));
        services.AddSingleton(s => new Sources(options.Sources, parts.Store, parts.Clock, s.GetRequiredService<Trouble>())).AddHostedService(s => s.GetRequiredService<Sources>());
        services.AddSingleton<EventIntake>().AddSingleton<OptOutPages>().AddSingleton(parts.Flow.Citizens).AddScoped<GuideEntrance>().AddScoped<GuideActs>();
        StudioRoutes.AddTo(services, parts);
        Guarding.AddTo(services, options, parts.Clock);
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddSingleton(new PhraseBook(parts.Words)).AddSingleton<Assets>().AddScoped<PageState>();
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
