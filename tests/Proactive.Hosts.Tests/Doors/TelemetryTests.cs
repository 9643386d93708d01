using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Background;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What goes to a collector, byte by byte: measures and traces, and nothing that leads to a person.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    readonly ConcurrentQueue<(string Path, byte[] Body)> _exported = new();
    WebApplication _collector = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _exported.Enqueue((request.Path, body.ToArray()));
            return Results.Ok();
        });
        await _collector.StartAsync();
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    // Text stands in OTLP's bytes as it is.
    string Exported(string path) => string.Concat(_exported.Where(e => e.Path == path).Select(e => Encoding.UTF8.GetString(e.Body)));

    [Fact]
    public async Task A_collector_gets_what_happens_and_nothing_of_whom()
    {
        var files = RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nmandatory: false");
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(files), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") }, files: files);
        await using var host = await DoorHost.Start(scenario, new WebOptions { Telemetry = new OtlpTarget(new Uri(_collector.Urls.Single())) }, new RuleFiles(() => files));
        const string Event = """{"specversion":"1.0","id":"event-4711","source":"urn:registry","type":"x.moved.v1","subject":"p-1","data":{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}}""";
        using var visitor = host.Stranger();
        visitor.Client.DefaultRequestHeaders.Add("User-Agent", "Annas-Browser");
        visitor.Client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        visitor.Client.DefaultRequestHeaders.Add("tracestate", "spy=annas-state");
        visitor.Client.DefaultRequestHeaders.Add("baggage", "who=annas-baggage");
        using (await visitor.Client.PostAsync("/events", new StringContent(Event, Encoding.UTF8, "application/cloudevents+json"))) { }
        await scenario.Until("2026-11-09T11:00");
        var link = scenario.Email.Messages[0].Unsubscribe!.AbsolutePath;
        await visitor.Get($"{link}?query=annas-query");
        await visitor.Post(link);
        var signIn = host.SignInPath(new Actor("Kim", [Role.Administrator]));
        await visitor.Submit(signIn, signIn);
        await visitor.Get("/annas-typo");
        await host.App.Services.GetRequiredService<Backlog>().Look(CancellationToken.None);
        host.App.Services.GetRequiredService<Exporting>().Flush();

        var (traces, measures) = (Exported("/v1/traces"), Exported("/v1/metrics"));
        foreach (var said in new[] { "GET /unsubscribe/{token}", "POST /sign-in/{token}", "POST /events", "deliver", "proactive.channel" }) Assert.Contains(said, traces, StringComparison.Ordinal);
        foreach (var said in new[] { "proactive.events", "Accepted", "proactive.notices", "Sent", "email", "proactive.intake.duration", "proactive.delivery.duration", "proactive.backlog", "http.server.request.duration" })
            Assert.Contains(said, measures, StringComparison.Ordinal);
        string[] secrets = [link.Split('/')[^1], signIn.Split('/')[^1], "p-1", scenario.Keys.Of("p-1").Value, "event-4711", "anna", "Kim", "127.0.0.1", host.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, traces, StringComparison.OrdinalIgnoreCase);
            // The server's own address stands beside what is counted.
            if (!secret.All(c => char.IsDigit(c) || c == '.')) Assert.DoesNotContain(secret, measures, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Where_it_goes_stands_in_OpenTelemetrys_own_variables()
    {
        static OtlpTarget? Read(string? endpoint, string? protocol = null) => OtlpTarget.Read(name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? endpoint : name == "OTEL_EXPORTER_OTLP_PROTOCOL" ? protocol : null);
        Assert.Null(Read(null));
        Assert.Equal(new OtlpTarget(new Uri("http://collector:4318")), Read("http://collector:4318", "http/protobuf"));
        Assert.Equal(new OtlpTarget(new Uri("http://collector:4317"), IsGrpc: true), Read("http://collector:4317", "grpc"));
        Assert.Throws<ArgumentException>(() => Read("collector"));
    }
}
