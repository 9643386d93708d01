using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine.Delivery;
using Proactive.Engine.Oversight;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Only registered registries may send events, and only their own.</summary>
public sealed class SourcesIntakeTests : IAsyncLifetime
{
    static readonly DateTimeOffset Since = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    readonly (string Key, SourceProof Proof) _cpr = SourceProof.NewKey(Since);
    readonly (string Secret, SourceProof Proof) _ansc = SourceProof.NewSecret(Since);
    SourceList _registered = SourceList.Nobody;
    DoorHost _host = null!;
    HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _registered = new SourceList([new Source("cpr", "urn:cpr", [_cpr.Proof]), new Source("ansc", "https://ansc.example.org/", [_ansc.Proof])]);
        await Begin(new Limits());
    }

    async Task Begin(Limits limits)
    {
        _host = await DoorHost.Start(options: new WebOptions { Sources = () => _registered, Limits = limits });
        _client = new HttpClient { BaseAddress = _host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    static string Event(string source, string id = "1", string type = "dk.cpr.person-moved.v1") =>
        $$$"""{"specversion":"1.0","type":"{{{type}}}","id":"{{{id}}}","source":"{{{source}}}","subject":"p-1","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"} } }""";

    async Task<(HttpStatusCode Status, string Body)> Send(string body, Action<HttpRequestMessage> prove, string contentType = "application/cloudevents+json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        prove(request);
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    static void Nothing(HttpRequestMessage request) => _ = request;

    static Action<HttpRequestMessage> Key(string key) => request => request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");

    Action<HttpRequestMessage> Signed(string secret, string body, TimeSpan apart = default, string id = "msg_1") => request =>
    {
        var at = _host.Scenario.Clock.GetUtcNow() + apart;
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(at));
        request.Headers.Add(WebhookSignature.SignatureHeader, new WebhookSignature([secret]).Sign(id, at, Encoding.UTF8.GetBytes(body)));
    };

    Task Look() => _host.App.Services.GetRequiredService<Sources>().Look(CancellationToken.None);

    async Task<IReadOnlyList<string>> Audit() => await _host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None)
        .Select(l => $"{l.Entry.Who} ({l.Entry.Role}): {l.Entry.What} {l.Entry.Subject}{(l.Entry.Why is { } why ? $", {why}" : "")}").ToListAsync();

    [Fact]
    public async Task A_key_lets_its_registry_in_and_nothing_else_does()
    {
        Assert.Equal(HttpStatusCode.Created, (await Send(Event("urn:cpr:moves"), Key(_cpr.Key))).Status);
        foreach (var (what, prove) in new Dictionary<string, Action<HttpRequestMessage>>
        {
            ["nothing"] = Nothing,
            ["another key"] = Key(SourceProof.NewKey(Since).Key),
            ["a part of it"] = Key(_cpr.Key[..^1]),
            ["its hash"] = Key(_cpr.Proof.KeyHash!),
            ["another scheme"] = request => request.Headers.TryAddWithoutValidation("Authorization", $"Basic {_cpr.Key}"),
            ["twice"] = request => request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {_cpr.Key}", "Bearer pk_x"]),
        })
        {
            var (status, body) = await Send(Event("urn:cpr:moves", "2"), prove);
            Assert.True(status == HttpStatusCode.Unauthorized, what);
            Assert.Equal(["status", "title", "type"], JsonDocument.Parse(body).RootElement.EnumerateObject().Select(p => p.Name).Where(n => n != "traceId").Order());
        }
    }

    [Fact]
    public async Task A_signature_lets_its_registry_in_once()
    {
        var body = Event("https://ansc.example.org/moves");
        Assert.Equal(HttpStatusCode.Created, (await Send(body, Signed(_ansc.Secret, body))).Status);
        // The same bytes again are a copy; the sender's own next try is signed anew.
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body, Signed(_ansc.Secret, body))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(body, Signed(_ansc.Secret, body, TimeSpan.FromSeconds(1)))).Status);
        // However long the copy is kept.
        var old = Signed(_ansc.Secret, body);
        _host.Scenario.Clock.MoveTo(_host.Scenario.Clock.GetUtcNow() + WebhookSignature.Tolerance);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body, Signed(_ansc.Secret, body, -WebhookSignature.Tolerance))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body, Signed(_ansc.Secret, body, TimeSpan.FromMinutes(-6), "msg_2"))).Status);
    }

    [Fact]
    public async Task A_forged_signature_and_one_over_another_body_are_turned_away()
    {
        var body = Event("https://ansc.example.org/moves");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body, Signed(SourceProof.NewSecret(Since).Secret, body))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body.Replace("0461", "0101", StringComparison.Ordinal), Signed(_ansc.Secret, body))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(new string(' ', SourceHandler.MaxSignedBytes + 1), Signed(_ansc.Secret, body))).Status);
    }

    [Theory]
    [InlineData("urn:cpr", HttpStatusCode.Created), InlineData("urn:cpr:moves", HttpStatusCode.Created), InlineData("urn:cpr/x", HttpStatusCode.Created)]
    [InlineData("urn:cpr2", HttpStatusCode.Forbidden), InlineData("urn:CPR", HttpStatusCode.Forbidden), InlineData("https://ansc.example.org/moves", HttpStatusCode.Forbidden), InlineData("urn:cp", HttpStatusCode.Forbidden)]
    public async Task A_registry_speaks_only_for_itself(string source, HttpStatusCode expected)
    {
        var (status, body) = await Send(Event(source), Key(_cpr.Key));
        Assert.Equal(expected, status);
        if (expected != HttpStatusCode.Forbidden) return;
        Assert.DoesNotContain("cpr", body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["cpr (source): refused POST /events"], await Audit());
        Assert.Empty((await _host.Scenario.File()).Journeys);
    }

    [Theory]
    [InlineData("""{"source":"urn:cpr","source":"urn:other","specversion":"1.0"}""")]
    [InlineData("""{"sou\u0072ce":"urn:other","specversion":"1.0"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"urn:other","type":"nobody.knows.v1","data":{}}""")]
    [InlineData("""{"data":{"source":"urn:cpr"},"source":"urn:other","#""")]
    public async Task Nothing_of_somebody_elses_is_even_kept_to_be_tried_again(string body)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(body, Key(_cpr.Key))).Status);
        Assert.Empty(await _host.Scenario.Store.ListRejected(new Engine.Storage.RejectedQuery(), CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task In_a_batch_and_in_headers_the_same_holds()
    {
        var (status, body) = await Send($"[{Event("urn:cpr:a")},{Event("urn:other", "2")}]", Key(_cpr.Key), "application/cloudevents-batch+json");
        Assert.Equal(HttpStatusCode.MultiStatus, status);
        Assert.Equal(["accepted", "refused"], JsonDocument.Parse(body).RootElement.EnumerateArray().Select(e => e.GetProperty("status").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await Send("{}", request =>
        {
            Key(_cpr.Key)(request);
            foreach (var (name, value) in new[] { ("ce-specversion", "1.0"), ("ce-type", "dk.cpr.person-moved.v1"), ("ce-source", "urn:%6Fther"), ("ce-id", "1") }) request.Headers.Add(name, value);
        }, "application/json")).Status);
    }

    [Fact]
    public async Task A_flood_of_refusals_does_not_fill_the_audit_log()
    {
        for (var i = 0; i < 40; i++) await Send(Event("urn:other"), Key(_cpr.Key));
        Assert.Equal(Refusals.MostOfAKind, (await Audit()).Count);
        _host.Scenario.Clock.MoveTo(_host.Scenario.Clock.GetUtcNow() + TimeSpan.FromMinutes(11));
        await Send(Event("urn:other"), Key(_cpr.Key));
        Assert.Equal("cpr (source): refused POST /events, 35 more were refused before and are not listed", (await Audit())[^1]);
    }

    [Fact]
    public async Task A_key_that_is_taken_back_opens_nothing_and_the_last_one_does_not_open_the_door_to_all()
    {
        var next = SourceProof.NewKey(Since);
        _registered = new SourceList([new Source("cpr", "urn:cpr", [_cpr.Proof, next.Proof])]);
        await Look();
        Assert.Equal(HttpStatusCode.Created, (await Send(Event("urn:cpr"), Key(_cpr.Key))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(Event("urn:cpr"), Key(next.Key))).Status);
        _registered = new SourceList([new Source("cpr", "urn:cpr", [next.Proof])]);
        await Look();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(Event("urn:cpr"), Key(_cpr.Key))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(Event("urn:cpr"), Key(next.Key))).Status);
        _registered = SourceList.Nobody;
        await Look();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(Event("urn:cpr"), Nothing)).Status);
        Assert.Contains($"command line (operator): sources-changed cpr urn:cpr: key {next.Proof.Id}", await Audit());
    }

    [Fact]
    public async Task One_that_floods_waits_and_the_others_do_not_notice()
    {
        await DisposeAsync();
        await Begin(new Limits { SourceBurst = 3, SourcePerSecond = 1 });
        var other = Event("https://ansc.example.org/moves", "first");
        Assert.Equal(HttpStatusCode.Created, (await Send(other, Signed(_ansc.Secret, other, TimeSpan.FromSeconds(-1)))).Status);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Send(Event("urn:cpr", $"{i}"), Key(_cpr.Key))));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await Send(other, Signed(_ansc.Secret, other))).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new StringContent(Event("urn:cpr", "more"), Encoding.UTF8, "application/cloudevents+json") };
        Key(_cpr.Key)(request);
        using var flooded = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.TooManyRequests, flooded.StatusCode);
        Assert.True(flooded.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", flooded.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Whoever_proves_nothing_is_slowed_down()
    {
        await DisposeAsync();
        await Begin(new Limits { UnprovenPerMinute = 5 });
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await Send("x", Key("pk_wrong"))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Send("x", Key("pk_wrong"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await Send(Event("urn:cpr"), Key(_cpr.Key))).Status);
    }
}
