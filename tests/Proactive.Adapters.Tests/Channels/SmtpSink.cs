using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Proactive.Adapters.Tests;

/// <summary>Postfix's test relay, which takes mail and keeps it in files. A program that we did not write says what arrived.</summary>
sealed class SmtpSink : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Process _process;

    SmtpSink(string program, string[] options)
    {
        Port = FreePort();
        // As the superuser it insists on becoming somebody else, who must be able to write here.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        // With pipes of its own: the test runner talks over those of this process.
        _process = Process.Start(new ProcessStartInfo(program, [.. user, "-4", .. options, "-d", _folder.File("mail."), $"127.0.0.1:{Port}", "100"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitUntilItListens();
    }

    public int Port { get; }

    /// <summary>The mail that arrived, without what the relay put before it.</summary>
    public List<byte[]> Mails => [.. Dumps().Select(dump => dump[Envelope(dump).Length..])];

    /// <summary>What the relay was told outside the message, one line each: <c>X-Rcpt-Args: …</c>.</summary>
    public string[] EnvelopeLines => [.. Dumps().SelectMany(dump => System.Text.Encoding.Latin1.GetString(Envelope(dump)).Split('\n'))];

    /// <param name="options">As in its manual; <c>-f rcpt</c> refuses recipients.</param>
    public static SmtpSink Start(params string[] options)
    {
        var program = new[] { "/usr/sbin/smtp-sink", "/usr/lib/postfix/smtp-sink", "/usr/bin/smtp-sink", "/opt/homebrew/sbin/smtp-sink" }.FirstOrDefault(File.Exists);
        if (program is null && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("There is no smtp-sink on this machine; install postfix to run this test.");
        Assert.True(program is not null, "There is no smtp-sink on this machine, and in CI its tests must run; install postfix.");
        return new SmtpSink(program, options);
    }

    /// <summary>Ends the relay at once; what arrived can still be read.</summary>
    public void Stop()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
        _folder.Dispose();
    }

    IEnumerable<byte[]> Dumps() => Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    // Its own headers end with a Received of three lines.
    static byte[] Envelope(byte[] dump)
    {
        var text = System.Text.Encoding.Latin1.GetString(dump);
        var end = text.IndexOf("Received: ", StringComparison.Ordinal);
        // Broken off before the message began.
        if (end < 0) return dump;
        for (var line = 0; line < 3; line++) end = text.IndexOf('\n', end) is >= 0 and var at ? at + 1 : text.Length;
        return dump[..end];
    }

    void WaitUntilItListens()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(20) && !_process.HasExited;)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException notYet) when (notYet.SocketErrorCode == SocketError.ConnectionRefused)
            {
                Thread.Yield();
            }
        }

        throw new InvalidOperationException("smtp-sink did not start.");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
