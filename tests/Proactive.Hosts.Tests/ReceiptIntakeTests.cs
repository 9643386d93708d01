using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Proactive.Cli;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests;

/// <summary>Receipts over real HTTP on loopback: only whoever knows the secret is believed.</summary>
public sealed class ReceiptIntakeTests : IAsyncLifetime
{
    static readonly string Secret = $"whsec_{Convert.ToBase64String(new byte[32])}";
    static readonly WebhookSignature Signature = new([Secret]);

    Scenario _scenario = null!;
    WebApplication _app = null!;
    HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult() with { Phone = "+4520123456", Channels = ["text-message"] });
        await _scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await _scenario.Until("2026-11-09T12:00");
        _app = WebHost.Create(Hosts.Parts(_scenario), new WebOptions { Receipts = new Receipts(Signature, ReceiptFiles.Readers) }, "http://127.0.0.1:0");
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    async Task<Notice> Start() => (await _scenario.File()).Notices.Single(n => n.Kind == NoticeKind.Start);

    async Task<string> Delivered() => $$"""{"id":"{{(await Start()).Id}}","status":"delivered","at":"2026-11-09T12:00:00+01:00"}""";

    async Task<(HttpStatusCode Status, string Body)> Post(string body, string? signature = null, TimeSpan apart = default, string contentType = "application/json")
    {
        var (at, bytes) = (_scenario.Clock.GetUtcNow() + apart, Encoding.UTF8.GetBytes(body));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/receipts") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Add(WebhookSignature.IdHeader, "msg_1");
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(at));
        request.Headers.Add(WebhookSignature.SignatureHeader, signature ?? Signature.Sign("msg_1", at, bytes));
        using var response = await _client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_signed_receipt_counts_once_however_often_it_comes()
    {
        Assert.Equal((HttpStatusCode.OK, """{"applied":1,"known":0,"kept":0}"""), await Post(await Delivered()));
        // The sender's next try is signed anew; the very same request is a copy.
        Assert.Equal((HttpStatusCode.OK, """{"applied":0,"known":1,"kept":0}"""), await Post(await Delivered(), apart: TimeSpan.FromSeconds(1)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(await Delivered())).Status);
        Assert.Equal(NoticeState.Delivered, (await Start()).State);
    }

    [Fact]
    public async Task A_forged_or_old_one_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(await Delivered(), new WebhookSignature([$"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}"]).Sign("msg_1", _scenario.Clock.GetUtcNow(), Encoding.UTF8.GetBytes(await Delivered())))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(await Delivered(), "v1,AAAA")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(await Delivered(), apart: TimeSpan.FromMinutes(-6))).Status);
        using var bare = await _client.PostAsync("/receipts", new StringContent(await Delivered()));
        Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
        Assert.Equal(NoticeState.Sent, (await Start()).State);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_without_quoting_it()
    {
        var (status, body) = await Post("""{"id":"anna@example.org"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("anna", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("hello", apart: TimeSpan.FromSeconds(1), contentType: "text/plain")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(new string(' ', Receipts.MaxBytes + 1), apart: TimeSpan.FromSeconds(2))).Status);
    }

    [Fact]
    public async Task One_about_no_notice_is_kept() =>
        Assert.Equal((HttpStatusCode.OK, """{"applied":0,"known":0,"kept":1}"""), await Post((await Delivered()).Replace((await Start()).Id, new string('b', 32), StringComparison.Ordinal)));

    [Fact]
    public async Task Without_a_secret_there_is_no_such_place()
    {
        await using var app = WebHost.Create(Hosts.Parts(_scenario), new WebOptions(), "http://127.0.0.1:0");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await client.PostAsync("/receipts", new StringContent(await Delivered()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
