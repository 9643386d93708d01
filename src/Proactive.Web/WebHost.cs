using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Web;

/// <summary>What the web host does besides taking events and delivering.</summary>
public sealed record WebExtras
{
    /// <summary>Null: there is no <c>POST /receipts</c>, because nobody could prove who is sending.</summary>
    public Receipts? Receipts { get; init; }

    /// <summary>Done every few seconds, e.g. reading the folder of receipts.</summary>
    public Func<CancellationToken, Task>? Rounds { get; init; }
}

/// <summary>The web host: takes events at <c>POST /events</c> and receipts at <c>POST /receipts</c>, lets citizens say no at <c>/unsubscribe</c>, answers <c>GET /health</c>, and delivers in the background.</summary>
public static class WebHost
{
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(70);

    /// <param name="readRules">Reads the rule files anew; a book without problems takes the place of the one in force.</param>
    /// <summary>Wires the host; nothing runs before it is started. Throws <see cref="ArgumentException"/> for an address that is not on loopback.</summary>
    public static WebApplication Create(Flow flow, RuleBooks rules, IStore store, TimeProvider clock, Func<ContentFolder> readRules, params string[] urls) =>
        Create(flow, rules, store, clock, readRules, new WebExtras(), urls);

    /// <inheritdoc cref="Create(Flow, RuleBooks, IStore, TimeProvider, Func{ContentFolder}, string[])"/>
    public static WebApplication Create(Flow flow, RuleBooks rules, IStore store, TimeProvider clock, Func<ContentFolder> readRules, WebExtras extras, params string[] urls)
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
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddProblemDetails();
        builder.Services.AddHostedService(services => new RuleReload(rules, readRules, clock, services.GetRequiredService<ILogger<RuleReload>>()));
        builder.Services.AddHostedService(services => new DeliveryLoop(flow, store, clock, extras.Rounds, services.GetRequiredService<Trouble>(), services.GetRequiredService<ILogger<DeliveryLoop>>()));

        // A relay that is taking a message in is given the time to say that it has.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.AddSingleton(services => new Trouble(services.GetRequiredService<ILogger<Trouble>>(), clock));
        builder.Services.AddSingleton(_ => new Intake(flow));
        builder.Services.AddSingleton<EventIntake>();
        builder.Services.AddSingleton(services => new OptOutPages(flow, services.GetRequiredService<Trouble>()));

        var app = builder.Build();
        app.UseExceptionHandler();
        app.MapPost("/events", (HttpRequest request, EventIntake intake, CancellationToken cancellation) => intake.Receive(request, cancellation));
        if (extras.Receipts is { } receipts)
        {
            var receiptIntake = new ReceiptIntake(flow, receipts, clock, app.Services.GetRequiredService<Trouble>());
            app.MapPost("/receipts", (HttpRequest request, CancellationToken cancellation) => receiptIntake.Receive(request, cancellation));
        }

        app.MapGet("/unsubscribe/{token}", (HttpRequest request) => OptOutPages.Ask(request)).AddEndpointFilter(OptOutPages.WithHeaders);
        app.MapPost("/unsubscribe/{token}", (string token, HttpRequest request, OptOutPages pages, CancellationToken cancellation) => pages.Act(token, request, cancellation)).AddEndpointFilter(OptOutPages.WithHeaders);
        app.MapGet("/health", () => Results.Json(new { status = "ok", ruleBook = rules.Current.Hash, guides = rules.Current.Guides.Count }));
        return app;
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
