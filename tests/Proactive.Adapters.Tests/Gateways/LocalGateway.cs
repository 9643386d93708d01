using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Proactive.Adapters.Tests;

/// <summary>One request as a gateway got it.</summary>
sealed record GatewayRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>An HTTP gateway on this machine that answers as a test says.</summary>
sealed class LocalGateway : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<GatewayRequest, Task<string>> _answer;
    readonly X509Certificate2? _certificate;
    readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _sessions;

    /// <param name="answer">The whole response as it goes over the line (<see cref="Status"/>); empty: the line breaks.</param>
    public LocalGateway(Func<GatewayRequest, Task<string>> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _sessions = Accept();
    }

    public LocalGateway(string answer) : this(_ => Task.FromResult(answer)) { }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/messages");

    public ConcurrentQueue<GatewayRequest> Requests { get; } = [];

    /// <summary>Done when somebody has connected.</summary>
    public Task Connected => _connected.Task;

    public static string Status(int status, params string[] headers) =>
        $"HTTP/1.1 {status} So\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Content-Length: 0\r\n\r\n";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        // What broke a session is what the test did to it.
        ((IAsyncResult)_sessions).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    async Task Accept()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connected.TrySetResult();
                sessions.Add(Session(client));
            }
        }
        finally
        {
            await Task.WhenAll(sessions);
        }
    }

    async Task Session(TcpClient client)
    {
        using var _ = client;
        Stream line = client.GetStream();
        if (_certificate is not null)
        {
            var secured = new SslStream(line);
            await secured.AuthenticateAsServerAsync(_certificate);
            line = secured;
        }

        while (await Read(line) is { } request)
        {
            Requests.Enqueue(request);
            var answer = await _answer(request).WaitAsync(_stop.Token);
            if (answer.Length == 0) return;
            await line.WriteAsync(Encoding.Latin1.GetBytes(answer), _stop.Token);
        }
    }

    async Task<GatewayRequest?> Read(Stream line)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await line.ReadAsync(one, _stop.Token) == 0) return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0].ToLowerInvariant(), h => h[1]);
        var body = new byte[int.Parse(headers["content-length"], System.Globalization.CultureInfo.InvariantCulture)];
        await line.ReadExactlyAsync(body, _stop.Token);
        return new GatewayRequest(lines[0], headers, body);
    }
}
