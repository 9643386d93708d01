using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Proactive.Cli;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The OpenAPI document says what the routes for programs do, and nothing else; every error of theirs is a problem.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    static readonly (string Key, SourceProof Proof) Cpr = SourceProof.NewKey(DateTimeOffset.UnixEpoch);
    static readonly (string Secret, SourceProof Proof) Gateway = SourceProof.NewSecret(DateTimeOffset.UnixEpoch);

    DoorHost _host = null!;
    HttpClient _client = null!;
    JsonElement _document;
    OpenApiShapes _shapes = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(options: Options());
        _client = new HttpClient { BaseAddress = _host.Address };
        _document = JsonDocument.Parse(await _client.GetStringAsync("/openapi.json")).RootElement;
        _shapes = new OpenApiShapes(_document);
    }

    static WebOptions Options(Limits? limits = null) => new()
    {
        Sources = () => new SourceList([new Source("cpr", "urn:registry:cpr", [Cpr.Proof])]),
        Receipts = new Receipts(new WebhookSignature([Gateway.Secret]), ReceiptFiles.Readers),
        Limits = limits ?? new Limits(),
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    async Task<(HttpStatusCode Status, string? Type, JsonElement Body)> Send(string path, string body, string contentType, bool proves = true, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        // A server that refuses by the length does not read on.
        request.Headers.ExpectContinue = body.Length > EventIntake.MaxBatchBytes;
        if (proves && path == "/events") request.Headers.Authorization = new("Bearer", Cpr.Key);
        if (proves && path == "/receipts")
        {
            var (id, at) = (Guid.NewGuid().ToString("N"), _host.Scenario.Clock.GetUtcNow());
            request.Headers.Add(WebhookSignature.IdHeader, id);
            request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(at));
            request.Headers.Add(WebhookSignature.SignatureHeader, new WebhookSignature([Gateway.Secret]).Sign(id, at, Encoding.UTF8.GetBytes(body)));
        }

        using var response = await (client ?? _client).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : default);
    }

    [Fact]
    public async Task It_is_an_OpenAPI_document_without_mistakes()
    {
        var read = await OpenApiDocument.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(_document.GetRawText())), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal(_document.GetProperty("paths").EnumerateObject().Count(), read.Document!.Paths.Count);
    }

    [Fact]
    public void Every_route_for_programs_is_in_it_and_nothing_else()
    {
        // What is posted without a form of ours, programs post.
        var routes = _host.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Endpoint: e, Method: method)))
            .Where(r => r.Endpoint.Metadata.GetMetadata<MachineRoute>() is not null || (r.Method != "GET" && r.Endpoint.Metadata.GetMetadata<GuardedForm>() is null))
            .Select(r => $"{r.Method} {r.Endpoint.RoutePattern.RawText}");
        var documented = _document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    // Each example of a request, with where it stands.
    IEnumerable<(string Path, JsonElement Operation, string Type, JsonElement Schema, JsonElement Value)> Requests() =>
        from path in _document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("requestBody", out _)
        from content in operation.Value.GetProperty("requestBody").GetProperty("content").EnumerateObject()
        where content.Value.TryGetProperty("examples", out _)
        from example in content.Value.GetProperty("examples").EnumerateObject()
        select (path.Name, operation.Value, content.Name, content.Value.GetProperty("schema"), example.Value.GetProperty("value"));

    [Fact]
    public async Task Its_requests_are_taken_and_answered_as_it_says()
    {
        var tried = 0;
        foreach (var (path, operation, type, schema, value) in Requests())
        {
            Assert.Empty(_shapes.Problems(schema, value));
            for (var again = 0; again < 2; again++, tried++) Assert.Empty(Judge(operation, await Send(path, value.GetRawText(), type)));
        }

        Assert.Equal(6, tried);
        var health = JsonDocument.Parse(await _client.GetStringAsync("/health")).RootElement;
        Assert.Empty(Judge(_document.GetProperty("paths").GetProperty("/health").GetProperty("get"), (HttpStatusCode.OK, "application/json", health)));
    }

    [Fact]
    public void Its_answers_are_what_its_schemas_say()
    {
        var examples = Contents(_document).Where(c => c.TryGetProperty("examples", out _)).SelectMany(c => c.GetProperty("examples").EnumerateObject().Select(e => (Schema: c.GetProperty("schema"), Value: e.Value.GetProperty("value")))).ToList();
        Assert.True(examples.Count >= 6);
        Assert.Empty(examples.SelectMany(e => _shapes.Problems(e.Schema, e.Value)));
    }

    static IEnumerable<JsonElement> Contents(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Contents(p.Value)).Concat(element.TryGetProperty("schema", out _) ? [element] : []),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Contents),
        _ => [],
    };

    // What is wrong with an answer, by the document.
    IEnumerable<string> Judge(JsonElement operation, (HttpStatusCode Status, string? Type, JsonElement Body) answer)
    {
        var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!operation.GetProperty("responses").TryGetProperty(status, out var response)) return [$"{operation.GetProperty("operationId")} answers {status}, which is not in the document"];
        if (!_shapes.Resolve(response).GetProperty("content").TryGetProperty(answer.Type!, out var content)) return [$"{operation.GetProperty("operationId")} answers {status} as {answer.Type}"];
        return answer.Body.ValueKind == JsonValueKind.Undefined ? [] : _shapes.Problems(content.GetProperty("schema"), answer.Body);
    }

    [Theory]
    [InlineData("/events", "nonsense", "application/cloudevents+json", true, 400)]
    [InlineData("/events", "{}", "application/cloudevents+json", false, 401)]
    [InlineData("/events", """{"specversion":"1.0","id":"1","source":"urn:other","type":"x.y.v1","data":{}}""", "application/cloudevents+json", true, 403)]
    [InlineData("/events", "BIG", "application/cloudevents+json", true, 413)]
    [InlineData("/events", "HUGE", "application/cloudevents-batch+json", true, 413)]
    [InlineData("/events", "{}", "application/json", true, 415)]
    [InlineData("/events", """{"specversion":"1.0","id":"1","source":"urn:registry:cpr","type":"nobody.knows.v1","data":{}}""", "application/cloudevents+json", true, 422)]
    [InlineData("/receipts", "{}", "application/json", true, 400)]
    [InlineData("/receipts", "{}", "application/json", false, 401)]
    [InlineData("/receipts", "BIG", "application/json", true, 413)]
    [InlineData("/receipts", "hello", "text/plain", true, 415)]
    public async Task Every_error_is_a_problem_that_the_document_names(string path, string body, string type, bool proves, int status)
    {
        body = body switch { "BIG" => new string('x', path == "/events" ? 300_000 : SourceHandler.MaxSignedBytes + 1), "HUGE" => $"[{new string(' ', EventIntake.MaxBatchBytes)}]", _ => body };
        var answer = await Send(path, body, type, proves);
        Assert.Equal((status, "application/problem+json"), ((int)answer.Status, answer.Type));
        Assert.Equal(status, answer.Body.GetProperty("status").GetInt32());
        Assert.Empty(Judge(_document.GetProperty("paths").GetProperty(path).GetProperty("post"), answer));
    }

    [Fact]
    public async Task So_are_those_of_the_server_itself()
    {
        foreach (var (path, status) in new[] { ("/no-such-place", 404), ("/events", 405) })
        {
            using var answer = await _client.GetAsync(path);
            Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task And_too_many_and_what_could_not_be_stored_say_when_to_come_again()
    {
        var broken = new BrokenStore();
        await using var app = WebHost.Create(Hosts.Parts(_host.Scenario) with { Flow = broken.Flow(_host.Scenario), Store = broken }, Options(new Limits { SourceBurst = 1, SourcePerSecond = 1, ClientPerMinute = 6, LinkPerMinute = 2 }), "http://127.0.0.1:0");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var operation = _document.GetProperty("paths").GetProperty("/events").GetProperty("post");
        foreach (var status in new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests })
        {
            var answer = await Send("/events", Requests().First().Value.GetRawText(), "application/cloudevents+json", client: client);
            Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Type));
            Assert.Empty(Judge(operation, answer));
        }

        for (var i = 0; i < 2; i++)
        {
            using var unsubscribed = await client.PostAsync("/unsubscribe/x", null);
        }

        using var tooMany = await client.PostAsync("/unsubscribe/x", null);
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json", true), (tooMany.StatusCode, tooMany.Content.Headers.ContentType?.MediaType, tooMany.Headers.RetryAfter is not null));
    }

    [Fact]
    public async Task A_fault_of_ours_says_nothing_of_itself()
    {
        await using var app = WebHost.Create(Hosts.Parts(_host.Scenario), Options(), "http://127.0.0.1:0");
        app.MapGet("/breaks", IResult () => throw new InvalidOperationException("anna@example.org")).For(Access.Anybody);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await client.GetAsync("/breaks");
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("anna", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    sealed class BrokenStore() : WrappedStore(new MemoryStore())
    {
        public override Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<Engine.Citizens.CitizenKey> keys, CancellationToken cancellation) => throw new StoreException("memory", "read", "is full", StoreFault.Full);

        public Engine.Flow Flow(Scenario scenario) => new(scenario.Rules, Repository.Templates, this, [scenario.Email], scenario.Keys, scenario.Clock);
    }
}
