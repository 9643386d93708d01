using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
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

    /// <summary>What keeps the host from running like this, a sentence each.</summary>
    public static IReadOnlyList<string> Problems(WebOptions options, params IEnumerable<string> urls) => Listening.Problems(options, options.Sources(), urls);

    /// <summary>Wires the host; nothing runs before it is started.</summary>
    /// <exception cref="ArgumentException">There are <see cref="Problems"/>.</exception>
    /// <exception cref="InvalidDataException">The list of sources cannot be read.</exception>
    public static WebApplication Create(WebParts parts, WebOptions options, params string[] urls)
    {
        if (Problems(options, urls) is { Count: > 0 } problems) throw new ArgumentException(string.Join('\n', problems));

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
        TrustedProxies.Use(app, options.TrustedProxies);
        SecurityHeaders.Use(app, options.PublicUrl?.Scheme == Uri.UriSchemeHttps);
        Guarding.UseRefusals(app);
        app.UseRouting();
        if (options.Telemetry is not null) Exporting.Describe(app);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        RegistryRoutes.Map(app, options);
        SharedRoutes.Map(app);
        GuideRoutes.Map(app);
        if (!options.Staff.IsShut)
        {
            SignInRoutes.Map(app, options.Staff);
            StudioRoutes.Map(app);
            AdministrationRoutes.Map(app);
        }

        AccessRules.CheckEvery(app);
        // Listens from the first request on.
        _ = app.Services.GetService<Exporting>();
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
        if (options.Delivers) services.AddHostedService(s => new DeliveryLoop(parts.Flow, parts.Store, parts.Clock, options.Rounds, s.GetRequiredService<Trouble>(), s.GetRequiredService<ILogger<DeliveryLoop>>()));

        // A relay that is taking a message in is given the time to say that it has.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        services.AddSingleton(s => new Trouble(s.GetRequiredService<ILogger<Trouble>>(), parts.Clock));
        services.AddSingleton(_ => new Intake(parts.Flow));
        services.AddSingleton(s => new Sources(options.Sources, parts.Store, parts.Clock, s.GetRequiredService<Trouble>())).AddHostedService(s => s.GetRequiredService<Sources>());
        services.AddSingleton<EventIntake>().AddSingleton<OptOutPages>().AddSingleton(parts.Flow.Citizens).AddScoped<GuideEntrance>().AddScoped<GuideActs>();
        StudioRoutes.AddTo(services, parts);
        if (options.Telemetry is { } target) services.AddSingleton(_ => new Exporting(target)).AddSingleton<Backlog>().AddHostedService(s => s.GetRequiredService<Backlog>());
        Guarding.AddTo(services, options, parts.Clock);
        services.AddRazorComponents();
        // Nothing of ours is protected by it, so no keys are written anywhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddHttpContextAccessor();
        services.AddSingleton(new PhraseBook(parts.Words)).AddSingleton<Assets>().AddScoped<PageState>();
    }
}
