using System.Net.Http.Headers;
using System.Net.Sockets;
using Proactive.Channels.Relays;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Gateways;

/// <summary>
/// What a gateway's status, or its silence, means; the whole policy is here. Only a status about the message itself gives up on the
/// channel. What is about us (address, secret, load) is tried again until the retry table ends, because it says nothing about the
/// citizen. A broken line or a time-out is tried again too, even after the whole message went out: the gateway keeps to
/// <c>webhook-id</c>, so the same message cannot be taken twice. Reasons are codes, never the gateway's words: they quote numbers.
/// </summary>
static class GatewayAnswer
{
    public static Sent Of(int status, RetryConditionHeaderValue? retryAfter, DateTimeOffset now) => status switch
    {
        // It has the id already: an earlier try was taken.
        (>= 200 and < 300) or 409 => new Sent(new Outcome.Delivered($"http-{status}"), false),
        400 or 413 or 422 => new Sent(new Outcome.GiveUp($"refused-{status}"), false),
        408 or 425 => new Sent(new Outcome.TryAgain($"deferred-{status}"), false, Wish(retryAfter, now)),
        429 or >= 500 => new Sent(new Outcome.TryAgain($"deferred-{status}"), true, Wish(retryAfter, now)),
        401 or 403 or 407 => new Sent(new Outcome.TryAgain($"login-refused-{status}"), true),
        >= 300 and < 400 => new Sent(new Outcome.TryAgain($"redirected-{status}"), true),
        404 or 410 => new Sent(new Outcome.TryAgain($"gateway-gone-{status}"), true),
        _ => new Sent(new Outcome.TryAgain($"gateway-refused-{status}"), true),
    };

    public static Sent Of(HttpRequestException failure) => new(new Outcome.TryAgain(failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "host-not-found",
        HttpRequestError.SecureConnectionError => "tls-failed",
        HttpRequestError.ConnectionError when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection-refused",
        HttpRequestError.ConnectionError => "connection-failed",
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => "protocol-error",
        _ => "connection-lost",
    }), true);

    public static Sent TimedOut { get; } = new(new Outcome.TryAgain("timeout"), true);

    static TimeSpan? Wish(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        (retryAfter?.Delta ?? retryAfter?.Date - now) is { } wait && wait > TimeSpan.Zero ? wait : null;
}
