using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Proactive.Engine;

namespace Proactive.Functions.Wiring;

/// <summary>
/// Sends the engine's traces and measures to a collector (OTLP), as long as it lives: where to say OpenTelemetry's own variables. Nothing
/// in them leads to a person. Requests, runs and the log go to Application Insights by the platform's host.
/// </summary>
sealed class Exporting : IDisposable
{
    readonly TracerProvider _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Telemetry.Name).AddOtlpExporter().Build();
    readonly MeterProvider _measures = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Telemetry.Name, "System.Runtime").AddOtlpExporter().Build();

    public void Dispose()
    {
        _traces.Dispose();
        _measures.Dispose();
    }

    // What is set in the environment (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) goes before our name.
    static void Describe(ResourceBuilder resource) => resource.Clear().AddService("proactive-functions").AddTelemetrySdk().AddEnvironmentVariableDetector();
}
