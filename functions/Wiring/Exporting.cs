using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Proactive.Engine;

namespace Proactive.Functions.Wiring;

/// <summary>Where the engine's traces and measures go.</summary>
/// <param name="Insights">How Application Insights is reached; null: it gets none.</param>
/// <param name="Identity">Who they come from, where a connection string alone opens nothing; null: it does.</param>
/// <param name="Collector">True: they also go where OpenTelemetry's own variables say (OTLP).</param>
sealed record TelemetryTarget(string? Insights, TokenCredential? Identity, bool Collector)
{
    public static TelemetryTarget Read(Variables given, TokenCredential identity) => new(
        given.Text("APPLICATIONINSIGHTS_CONNECTION_STRING"), given.Text("APPLICATIONINSIGHTS_AUTHENTICATION_STRING") is null ? null : identity, given.Address("OTEL_EXPORTER_OTLP_ENDPOINT") is not null);

    public override string ToString() => "telemetry";
}

/// <summary>
/// Sends the engine's traces and measures as long as it lives; nothing in them leads to a person. Requests, runs and the log are the
/// platform's, which sends them to Application Insights by itself.
/// </summary>
sealed class Exporting : IDisposable
{
    readonly TracerProvider _traces;
    readonly MeterProvider _measures;

    public Exporting(TelemetryTarget target)
    {
        var traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Telemetry.Name);
        var measures = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Telemetry.Name, "System.Runtime");
        if (target.Insights is not null)
        {
            traces.AddAzureMonitorTraceExporter(o => Aim(o, target));
            measures.AddAzureMonitorMetricExporter(o => Aim(o, target));
        }

        if (target.Collector)
        {
            traces.AddOtlpExporter();
            measures.AddOtlpExporter();
        }

        (_traces, _measures) = (traces.Build(), measures.Build());
    }

    public void Dispose()
    {
        _traces.Dispose();
        _measures.Dispose();
    }

    // What is set in the environment (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) goes before our name.
    static void Describe(ResourceBuilder resource) => resource.Clear().AddService("proactive-functions").AddTelemetrySdk().AddEnvironmentVariableDetector();

    // Live metrics and counters of the machine are the platform's business.
    static void Aim(AzureMonitorExporterOptions options, TelemetryTarget target) =>
        (options.ConnectionString, options.Credential, options.EnableLiveMetrics, options.EnablePerfCounters) = (target.Insights, target.Identity, false, false);
}
