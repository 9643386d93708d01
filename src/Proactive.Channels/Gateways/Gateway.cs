using System.Net.Http.Headers;
using Proactive.Channels.Relays;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Gateways;

/// <summary>Posts signed messages to one HTTP gateway, as fast as it wants them.</summary>
sealed class Gateway : IDisposable
{
    readonly GatewayOptions _options;
    readonly TimeProvider _clock;
    readonly WebhookSignature _signature;
    readonly RelayGate _gate;
    readonly HttpClient _client;

    /// <param name="options">Without problems.</param>
    public Gateway(GatewayOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _signature = new WebhookSignature(options.Secrets);
        _gate = new RelayGate(options.MaxPerSecond, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !options.Url.IsLoopback,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.MaxConnections,
            // So that a change of the gateway's address is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
            // The status is the answer. A body is read only as far as it takes to use the connection again.
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>As <see cref="IChannel.Enter"/> says.</summary>
    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => _gate.Enter(cancellation);

    /// <summary>Hands a body over under an id. Cancelling stops it until the body goes out, and after that waits for the gateway's answer.</summary>
    public Task<Outcome> Post(string id, string contentType, byte[] body, CancellationToken cancellation) =>
        _gate.Pass(stop => Send(id, contentType, body, stop), cancellation);

    public void Dispose() => _client.Dispose();

    async Task<Sent> Send(string id, string contentType, byte[] body, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = _clock.GetUtcNow();
        using var content = new WatchedContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = content };
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(now));
        request.Headers.Add(WebhookSignature.SignatureHeader, _signature.Sign(id, now, body));

        using var time = new CancellationTokenSource(_options.Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token);
        await using var wish = cancellation.Register(() =>
        {
            if (!content.Begun) either.Cancel();
        });
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return GatewayAnswer.Of((int)response.StatusCode, response.Headers.RetryAfter, _clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (content.Begun || !cancellation.IsCancellationRequested)
        {
            return GatewayAnswer.TimedOut;
        }
        catch (HttpRequestException failure)
        {
            return GatewayAnswer.Of(failure);
        }
    }
}
