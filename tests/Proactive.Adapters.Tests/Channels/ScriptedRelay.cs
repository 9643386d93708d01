using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Proactive.Adapters.Tests;

/// <summary>A relay that answers as a test says: for what smtp-sink cannot do.</summary>
sealed class ScriptedRelay : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<int, string, string?> _answer;
    readonly X509Certificate2? _certificate;
    readonly Task _sessions;
    int _connections;

    /// <param name="answer">
    /// The answer to each command, which comes as <c>CONNECT</c>, <c>EHLO</c>, … and <c>.</c> after the message; null: the usual one.
    /// An empty answer breaks the line, so does one that begins with <c>last:</c> after it is given; <c>hang</c> says nothing ever
    /// again, and <c>silent</c> nothing to this command.
    /// </param>
    public ScriptedRelay(Func<string, string?> answer, X509Certificate2? certificate = null) : this((_, verb) => answer(verb), certificate) { }

    /// <param name="answer">The same, with the connection's number before the command; the first is 1.</param>
    public ScriptedRelay(Func<int, string, string?> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _sessions = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every line that came outside a message.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>The messages, with the dots that the line needs, without the final one.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public int Connections => _connections;

    /// <summary>If set, answers go out one byte a packet, and this runs before each.</summary>
    public Action? BeforeEachByte { get; init; }

    public int Count(string verb) => Commands.Count(c => c.Split(' ')[0].Equals(verb, StringComparison.OrdinalIgnoreCase));

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
                client.NoDelay = true;
                sessions.Add(Session(client, Interlocked.Increment(ref _connections)));
            }
        }
        finally
        {
            await Task.WhenAll(sessions);
        }
    }

    async Task Session(TcpClient client, int number)
    {
        using var _ = client;
        Stream line = client.GetStream();
        for (var command = "CONNECT"; ; command = await ReadLine(line))
        {
            Commands.Enqueue(command);
            var verb = command.Split(' ')[0].ToUpperInvariant();
            var reply = await Say(line, number, verb);
            if (reply is null || verb == "QUIT") return;
            if (verb == "STARTTLS" && reply.StartsWith('2'))
            {
                var secured = new SslStream(line);
                await secured.AuthenticateAsServerAsync(_certificate!);
                line = secured;
            }

            if (verb != "DATA" || !reply.Contains("354", StringComparison.Ordinal)) continue;
            var message = new StringBuilder();
            for (var read = await ReadLine(line); read != "."; read = await ReadLine(line)) message.Append(read).Append("\r\n");
            Messages.Enqueue(message.ToString());
            if (await Say(line, number, ".") is null) return;
        }
    }

    // Null if the session ends with it.
    async Task<string?> Say(Stream line, int number, string verb)
    {
        var reply = _answer(number, verb) ?? Usual(verb);
        if (reply.Length == 0) return null;
        if (reply == "hang") await Task.Delay(Timeout.Infinite, _stop.Token);
        if (reply == "silent") return reply;
        var last = reply.StartsWith("last:", StringComparison.Ordinal);
        var bytes = Encoding.ASCII.GetBytes((last ? reply[5..] : reply) + "\r\n");
        foreach (var packet in BeforeEachByte is null ? [bytes] : bytes.Chunk(1))
        {
            BeforeEachByte?.Invoke();
            await line.WriteAsync(packet, _stop.Token);
        }

        return last ? null : reply;
    }

    static string Usual(string verb) => verb switch { "CONNECT" => "220 here", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" };

    async Task<string> ReadLine(Stream line)
    {
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (text.Length == 0 || text[^1] != '\n')
        {
            if (await line.ReadAsync(one, _stop.Token) == 0) throw new EndOfStreamException();
            text.Append((char)one[0]);
        }

        return text.ToString().TrimEnd('\r', '\n');
    }
}
