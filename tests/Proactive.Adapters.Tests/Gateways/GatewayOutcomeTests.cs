using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Proactive.Channels.Gateways;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Texts;

namespace Proactive.Adapters.Tests;

/// <summary>What becomes of a message when its gateway says this or that, or nothing.</summary>
public sealed class GatewayOutcomeTests
{
    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int, Outcome> Answers => new()
    {
        { 200, new Outcome.Delivered("http-200") },
        { 202, new Outcome.Delivered("http-202") },
        { 409, new Outcome.Delivered("http-409") },
        { 400, new Outcome.GiveUp("refused-400") },
        { 413, new Outcome.GiveUp("refused-413") },
        { 422, new Outcome.GiveUp("refused-422") },
        { 401, new Outcome.TryAgain("login-refused-401") },
        { 403, new Outcome.TryAgain("login-refused-403") },
        { 404, new Outcome.TryAgain("gateway-gone-404") },
        { 410, new Outcome.TryAgain("gateway-gone-410") },
        { 405, new Outcome.TryAgain("gateway-refused-405") },
        { 415, new Outcome.TryAgain("gateway-refused-415") },
        { 408, new Outcome.TryAgain("deferred-408") },
        { 425, new Outcome.TryAgain("deferred-425") },
        { 429, new Outcome.TryAgain("deferred-429") },
        { 500, new Outcome.TryAgain("deferred-500") },
        { 503, new Outcome.TryAgain("deferred-503") },
        { 302, new Outcome.TryAgain("redirected-302") },
        { 308, new Outcome.TryAgain("redirected-308") },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Each_status_has_one_meaning(int status, Outcome outcome)
    {
        using var gateway = new LocalGateway(LocalGateway.Status(status));
        Assert.Equal(outcome, await Deliver(gateway.Url));
    }

    [Theory]
    [InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308)]
    public async Task A_redirection_is_never_followed(int status)
    {
        using var elsewhere = new LocalGateway(LocalGateway.Status(200));
        using var gateway = new LocalGateway(LocalGateway.Status(status, $"Location: {elsewhere.Url}"));
        Assert.IsType<Outcome.TryAgain>(await Deliver(gateway.Url));
        Assert.Single(gateway.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_line_that_breaks_after_the_message_is_tried_again_because_the_gateway_knows_the_id()
    {
        using var gateway = new LocalGateway("");
        Assert.Equal(new Outcome.TryAgain("connection-lost"), await Deliver(gateway.Url));
        Assert.NotEmpty(gateway.Requests);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("HTTP/1.1 abc So\r\n\r\n")]
    public async Task An_answer_that_is_not_http_is_tried_again(string answer)
    {
        using var gateway = new LocalGateway(answer);
        Assert.Equal(new Outcome.TryAgain("protocol-error"), await Deliver(gateway.Url));
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_to_their_end()
    {
        using var gateway = new LocalGateway(LocalGateway.Status(200, $"X: {new string('x', 20_000)}"));
        Assert.Equal(new Outcome.TryAgain("protocol-error"), await Deliver(gateway.Url));
    }

    [Fact]
    public async Task A_body_without_end_is_not_waited_for()
    {
        using var gateway = new LocalGateway($"HTTP/1.1 202 So\r\nContent-Length: 1000000000\r\n\r\n{Phone}");
        Assert.Equal(new Outcome.Delivered("http-202"), await Deliver(gateway.Url));
    }

    [Fact]
    public async Task A_gateway_that_goes_silent_is_tried_again_after_the_time_for_one_message()
    {
        var received = new TaskCompletionSource();
        using var gateway = new LocalGateway(async _ =>
        {
            received.SetResult();
            await Task.Delay(Timeout.Infinite, Stop);
            return "";
        });
        using var channel = Channel(gateway.Url);
        var delivering = channel.Deliver(Notice, Citizen, Stop);
        await received.Task;
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(delivering.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new Outcome.TryAgain("timeout"), await delivering);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_tried_again() =>
        Assert.Equal(new Outcome.TryAgain("connection-refused"), await Deliver(new Uri($"http://127.0.0.1:{SmtpSink.FreePort()}/")));

    [Fact]
    public async Task A_gateway_whose_name_is_not_known_is_tried_again()
    {
        var outcome = await Deliver(new Uri("https://gateway.invalid/"));
        Assert.Equal(new Outcome.TryAgain("host-not-found"), outcome);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_gateway_whose_certificate_is_not_trusted()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var gateway = new LocalGateway(_ => Task.FromResult(LocalGateway.Status(200)), certificate);
        Assert.Equal(new Outcome.TryAgain("tls-failed"), await Deliver(new Uri($"https://127.0.0.1:{gateway.Port}/")));
        Assert.Empty(gateway.Requests);
    }

    [Fact]
    public async Task Cancelling_before_the_message_goes_out_stops_it()
    {
        using var cancelled = new CancellationTokenSource();
        // It never answers to the beginning of TLS, so nothing of the message goes out.
        using var gateway = new LocalGateway(LocalGateway.Status(200));
        using var channel = Channel(new Uri($"https://127.0.0.1:{gateway.Port}/"));
        var delivering = channel.Deliver(Notice, Citizen, cancelled.Token);
        await gateway.Connected;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.Deliver(Notice, Citizen, cancelled.Token));
        Assert.Empty(gateway.Requests);
    }

    [Fact]
    public async Task Cancelling_after_the_message_still_waits_for_what_came_of_it()
    {
        using var cancelled = new CancellationTokenSource();
        using var gateway = new LocalGateway(async _ =>
        {
            await cancelled.CancelAsync();
            return LocalGateway.Status(202);
        });
        using var channel = Channel(gateway.Url);
        Assert.Equal(new Outcome.Delivered("http-202"), await channel.Deliver(Notice, Citizen, cancelled.Token));
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "Sat, 21 Nov 2026 09:10:00 GMT", 600)]
    [InlineData(408, "7", 7)]
    [InlineData(503, "86400", 3600)]
    [InlineData(429, "Sat, 21 Nov 2026 08:00:00 GMT", 0)]
    [InlineData(429, "soon", 0)]
    [InlineData(422, "120", 0)]
    public async Task A_gateway_that_asks_for_time_is_left_alone_so_long_and_no_try_is_counted(int status, string retryAfter, int seconds)
    {
        using var gateway = new LocalGateway(LocalGateway.Status(status, $"Retry-After: {retryAfter}"));
        using var channel = Channel(gateway.Url);
        await channel.Deliver(Notice, Citizen, Stop);
        Assert.Equal(TimeSpan.FromSeconds(seconds), await channel.Enter(Stop));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(TimeSpan.Zero, await channel.Enter(Stop));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(401, true)]
    [InlineData(302, true)]
    [InlineData(404, true)]
    [InlineData(422, false)]
    [InlineData(200, false)]
    public async Task A_gateway_that_is_down_for_everybody_is_left_alone_after_five_messages(int status, bool left)
    {
        using var gateway = new LocalGateway(LocalGateway.Status(status));
        using var channel = Channel(gateway.Url);
        for (var i = 0; i < 5; i++) await channel.Deliver(Notice, Citizen, Stop);
        Assert.Equal(left ? TimeSpan.FromSeconds(30) : TimeSpan.Zero, await channel.Enter(Stop));
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_settings_is_said_at_once_without_a_secret()
    {
        var options = new TextMessageOptions
        {
            Gateway = new GatewayOptions { Url = new Uri("http://gateway.example/?key=abc"), Secrets = ["whsec_short"], Timeout = TimeSpan.Zero, ConnectTimeout = TimeSpan.Zero, MaxConnections = 0, MaxPerSecond = 0 },
            From = "Københavns K", MaxParts = 0,
        };
        var refused = Assert.Throws<ArgumentException>(() => new TextMessageChannel(options));
        Assert.Equal(8, options.Problems().Count);
        Assert.All(options.Problems(), problem => Assert.Contains(problem, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("short", $"{refused.Message} {options} {options.Gateway}", StringComparison.Ordinal);
        Assert.DoesNotContain("abc", $"{options}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://gateway.example/messages", true)]
    [InlineData("http://localhost:8080/", true)]
    [InlineData("http://127.0.0.1:8080/", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("http://gateway.example/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://127.0.0.1.gateway.example/", false)]
    [InlineData("ftp://gateway.example/", false)]
    [InlineData("file:///tmp/x", false)]
    [InlineData("https://user:password@gateway.example/", false)]
    [InlineData("/messages", false)]
    public void Without_tls_only_this_machine_is_spoken_to(string url, bool allowed) =>
        Assert.Equal(allowed, Gateway(new Uri(url, UriKind.RelativeOrAbsolute)).Problems().Count == 0);

    [Theory]
    [InlineData("Kommunen", true)]
    [InlineData("A", true)]
    [InlineData("Kommune2026", true)]
    [InlineData("Kommune20260", false)]
    [InlineData("", false)]
    [InlineData("København", false)]
    [InlineData("A B", false)]
    [InlineData("1919", true)]
    [InlineData("+4520123456", true)]
    [InlineData("4520123456", false)]
    [InlineData("12", false)]
    [InlineData("+4520123456\n", false)]
    public void The_sender_is_what_phones_can_show(string from, bool allowed) =>
        Assert.Equal(allowed, (Options(new Uri("https://gateway.example/")) with { From = from }).Problems().Count == 0);

    async Task<Outcome> Deliver(Uri url)
    {
        using var channel = Channel(url);
        return await channel.Deliver(Notice, Citizen, Stop);
    }

    TextMessageChannel Channel(Uri url) => new(Options(url), _clock);
}
