using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web;

namespace Proactive.Hosts.Tests;

/// <summary>The intake over real HTTP on loopback.</summary>
public sealed class WebHostTests : IAsyncLifetime
{
    const string Moved = """{"specversion":"1.0","type":"dk.cpr.person-moved.v1","source":"urn:test","id":"ID","subject":"p-1","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}}""";

    Scenario _scenario = null!;
    WebApplication _app = null!;
    HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        _app = WebHost.Create(Hosts.Parts(_scenario), new WebOptions(), "http://127.0.0.1:0");
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    async Task<(HttpStatusCode Status, JsonElement Body)> Post(string body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    static string Event(string id) => Moved.Replace("ID", id, StringComparison.Ordinal);

    [Fact]
    public async Task A_structured_event_is_created_once_and_the_same_again_is_fine()
    {
        Assert.Equal(HttpStatusCode.Created, (await Post(Event("1"), "application/cloudevents+json")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Post(Event("1"), "application/cloudevents+json; charset=utf-8")).Status);
        Assert.Contains((await _scenario.File()).Notices, n => n.Kind == NoticeKind.Start);
    }

    [Fact]
    public async Task Other_facts_under_the_same_id_are_a_conflict()
    {
        await Post(Event("1"), "application/cloudevents+json");
        var (status, body) = await Post(Event("1").Replace("2026-11-07", "2026-11-08", StringComparison.Ordinal), "application/cloudevents+json");
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (status, body.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_binary_event_is_read_from_headers_and_body()
    {
        var (status, body) = await Post("""{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""", "application/json",
            ("ce-specversion", "1.0"), ("ce-type", "dk.cpr.person-moved.v1"), ("ce-source", "urn:test"), ("ce-id", "1"), ("ce-subject", "p-1"));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("accepted", body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Post(Event("1"), "application/cloudevents+json")).Status);
    }

    [Fact]
    public async Task A_batch_answers_for_each_event()
    {
        var (status, body) = await Post($"[{Event("1")},{{}},{Event("2")}]", "application/cloudevents-batch+json");
        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(["accepted", "rejected", "accepted"], body.EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Post("[]", "application/cloudevents-batch+json")).Status);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest, "invalid-json")]
    [InlineData("{}", HttpStatusCode.BadRequest, "missing-attribute")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"urn:x","type":"nobody.knows.v1","data":{}}""", HttpStatusCode.UnprocessableEntity, "unknown-type")]
    public async Task What_cannot_be_read_is_a_problem_with_its_reason_and_is_kept(string json, HttpStatusCode status, string reason)
    {
        var answer = await Post(json, "application/cloudevents+json");
        Assert.Equal((status, reason), (answer.Status, answer.Body.GetProperty("title").GetString()));
        Assert.NotNull(await _scenario.Store.FindRejected(answer.Body.GetProperty("rejectedId").GetString()!, CancellationToken.None));
    }

    [Fact]
    public async Task An_event_over_the_limit_is_too_large() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new string('x', 300_000), "application/cloudevents+json")).Status);

    [Fact]
    public async Task What_is_no_event_is_an_unsupported_media_type() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("{}", "application/json")).Status);

    [Fact]
    public async Task Health_names_the_rule_book()
    {
        var body = JsonDocument.Parse(await _client.GetStringAsync("/health")).RootElement;
        Assert.Equal(("ok", Repository.RuleBook.Hash), (body.GetProperty("status").GetString(), body.GetProperty("ruleBook").GetString()));
    }

    [Fact]
    public async Task What_is_due_is_delivered_in_the_background()
    {
        var delivered = new TaskCompletionSource();
        _scenario.Email.OnDeliver = _ => delivered.TrySetResult();
        // A day later, so that it is due at once; the loop polls on its own clock, and this store's clock stands still.
        await using var app = WebHost.Create(Hosts.Parts(_scenario, clock: TimeProvider.System), new WebOptions(), "http://127.0.0.1:0");
        await Post(Event("1"), "application/cloudevents+json");
        _scenario.Clock.MoveTo(_scenario.Clock.GetUtcNow().AddHours(2));
        await app.StartAsync();
        await delivered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void An_address_beyond_this_machine_is_refused() =>
        Assert.Throws<ArgumentException>(() => WebHost.Create(Hosts.Parts(_scenario), new WebOptions(), "http://0.0.0.0:5080"));
}
