using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Proactive.Engine;

namespace Proactive.Web.Background;

/// <summary>Where traces and measures go.</summary>
/// <param name="Endpoint">A collector, e.g. <c>http://127.0.0.1:4318</c>.</param>
/// <param name="IsGrpc">Over gRPC instead of HTTP.</param>
public sealed record OtlpTarget(Uri Endpoint, bool IsGrpc = false)
{
    const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>As OpenTelemetry's own variables say; null: none is set.</summary>
    /// <exception cref="ArgumentException">What is set is no address.</exception>
    public static OtlpTarget? Read(Func<string, string?> variable)
    {
        if (variable(EndpointVariable) is not { Length: > 0 } endpoint) return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? new OtlpTarget(url, variable(ProtocolVariable) == "grpc")
            : throw new ArgumentException($"{EndpointVariable} is not an address such as http://127.0.0.1:4318.");
    }
}

/// <summary>Sends traces and measures of the engine, the web server and the runtime to a collector, as long as it lives.</summary>
sealed class Exporting : IDisposable
{
    readonly TracerProvider _traces;
    readonly MeterProvider _measures;

    public Exporting(OtlpTarget target)
    {
        // What is set in the environment (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) goes before our name.
        static void Describe(ResourceBuilder resource) => resource.Clear().AddService("proactive").AddTelemetrySdk().AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Telemetry.Name, "Microsoft.AspNetCore").AddProcessor(new Harmless())
            .AddOtlpExporter(o => Aim(o, target, "v1/traces")).Build();
        _measures = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe)
            .AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddOtlpExporter(o => Aim(o, target, "v1/metrics")).Build();
    }

    /// <summary>Says of each request by which route it came and how it was answered; the server itself says neither.</summary>
    public static void Describe(WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { } activity) return next(context);
        activity.SetTag("http.request.method", HttpMethods.IsGet(context.Request.Method) ? "GET" : HttpMethods.IsPost(context.Request.Method) ? "POST" : "_OTHER");
        activity.SetTag("http.route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        context.Response.OnStarting(() =>
        {
            activity.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) activity.SetStatus(ActivityStatusCode.Error);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        _traces.ForceFlush();
        _measures.ForceFlush();
    }

    public void Dispose()
    {
        _traces.Dispose();
        _measures.Dispose();
    }

    static void Aim(OtlpExporterOptions options, OtlpTarget target, string path)
    {
        options.Protocol = target.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = target.IsGrpc ? target.Endpoint : new Uri($"{target.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    /// <summary>Lets nothing out but what is known to be harmless: paths hold links, and addresses are people's.</summary>
    sealed class Harmless : BaseProcessor<Activity>
    {
        static readonly HashSet<string> Tags = ["http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type"];

        public override void OnEnd(Activity activity)
        {
            foreach (var (name, _) in activity.TagObjects.ToList())
                if (!Tags.Contains(name) && !name.StartsWith("proactive.", StringComparison.Ordinal)) activity.SetTag(name, null);
            if (activity.Source.Name != Telemetry.Name) activity.DisplayName = $"{activity.GetTagItem("http.request.method") ?? "HTTP"} {activity.GetTagItem("http.route")}".TrimEnd();
            // An exception's text may quote what was sent, and what a visitor says about its own trace is the visitor's.
            activity.ActivityTraceFlags = activity.Events.Any() ? activity.ActivityTraceFlags & ~ActivityTraceFlags.Recorded : activity.ActivityTraceFlags;
            activity.TraceStateString = null;
            if (activity.Status == ActivityStatusCode.Error) activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
