using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Proactive.Adapters.Tests;

/// <summary>A relay that answers as a test says: for what smtp-sink cannot do. Takes one connection.</summary>
sealed class ScriptedRelay : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _session;

    /// <param name="answer">
    /// The answer to each command, which comes as <c>CONNECT</c>, <c>EHLO</c>, … and <c>.</c> after the message; null: the usual one.
    /// An empty answer breaks the line, and <c>hang</c> says nothing ever again.
    /// </param>
    public ScriptedRelay(Func<string, string?> answer, X509Certificate2? certificate = null)
    {
        _listener.Start();
        _session = Session(answer, certificate);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every line that came outside a message.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        // What broke the session is what the test did to it.
        ((IAsyncResult)_session).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    async Task Session(Func<string, string?> answer, X509Certificate2? certificate)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        Stream line = client.GetStream();
        for (var command = "CONNECT"; ; command = await ReadLine(line))
        {
            Commands.Enqueue(command);
            var verb = command.Split(' ')[0].ToUpperInvariant();
            var reply = answer(verb) ?? Usual(verb);
            if (reply == "hang") await Task.Delay(Timeout.Infinite, _stop.Token);
            if (reply.Length == 0) return;
            await line.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), _stop.Token);
            if (verb == "QUIT") return;
            if (verb == "STARTTLS" && reply.StartsWith('2'))
            {
                var secured = new SslStream(line);
                await secured.AuthenticateAsServerAsync(certificate!);
                line = secured;
            }

            if (verb != "DATA" || !reply.StartsWith('3')) continue;
            while (await ReadLine(line) != ".") { }
            var end = answer(".") ?? Usual(".");
            if (end == "hang") await Task.Delay(Timeout.Infinite, _stop.Token);
            if (end.Length == 0) return;
            await line.WriteAsync(Encoding.ASCII.GetBytes(end + "\r\n"), _stop.Token);
        }
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

        return text.ToString().TrimEnd();
    }
}
