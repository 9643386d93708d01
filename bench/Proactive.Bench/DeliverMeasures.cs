using System.Diagnostics;
using System.Net.Sockets;
using Proactive.Channels.Email;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Bench;

/// <summary>From due notice to logged delivery over SMTP; against Postfix's load generator with as many sessions into the same relay.</summary>
static class DeliverMeasures
{
    const int Notices = 4000;
    const int Sessions = 8;

    static readonly string[] Folders = ["/usr/sbin", "/usr/lib/postfix/sbin", "/usr/bin"];

    static string? Find(string program) => Folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    public static void Run()
    {
        if (Find("smtp-sink") is not { } sink || Find("smtp-source") is not { } source)
        {
            Console.Error.WriteLine("deliver is not measured: smtp-sink and smtp-source are missing (Debian: apt-get install postfix)");
            return;
        }

        var port = FreePort();
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        using var relay = Process.Start(sink, [.. user, "-4", $"127.0.0.1:{port}", "100"]);
        try
        {
            RunAsync(source, port).GetAwaiter().GetResult();
        }
        finally
        {
            relay.Kill();
            relay.WaitForExit();
        }
    }

    static async Task RunAsync(string source, int port)
    {
        var size = await SizeOfOne();
        await Rates.Print("deliver.notices_per_s", "1/s", () => Deliver(port), () => Send(source, port, size));
        // The stricter comparison: it, too, sends many messages over each session.
        await Rates.Print("deliver.kept_sessions", "1/s", () => Deliver(port), () => Send(source, port, size, "-d"));
    }

    static async Task<double> Deliver(int port)
    {
        var email = new EmailChannel(new EmailOptions { Host = "127.0.0.1", Port = port, From = new MailSender("no-reply@example.org"), MaxConnections = Sessions });
        await using var town = await Town.Build(Notices, email);
        foreach (var together in Enumerable.Range(0, Notices).Select(Town.Move).Chunk(512)) await town.Flow.Receive(together);
        town.Clock.MoveTo(Town.Monday.AddHours(2));
        var start = Stopwatch.GetTimestamp();
        var sent = await town.Flow.DeliverDue();
        var rate = sent / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await email.DisposeAsync();
        return sent == Notices ? rate : throw new InvalidOperationException($"{sent} of {Notices} notices were tried.");
    }

    static async Task<double> Send(string source, int port, int size, params string[] options)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(source, ["-4", .. options, "-s", $"{Sessions}", "-m", $"{Notices}", "-l", $"{size}", "-f", "no-reply@example.org", "-t", "anna@example.org", $"127.0.0.1:{port}"]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Notices / Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"smtp-source ended with {process.ExitCode}.");
    }

    static async Task<int> SizeOfOne()
    {
        var weighing = new Weighing();
        await using var town = await Town.Build(1, weighing);
        await town.Flow.Receive(Town.Move(0));
        town.Clock.MoveTo(Town.Monday.AddHours(2));
        await town.Flow.DeliverDue();
        return weighing.Bytes;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Weighs the mail instead of sending it; quoted-printable makes its text a little longer than this.</summary>
    sealed class Weighing : IChannel
    {
        public int Bytes { get; private set; }

        public string Name => "email";

        public string? AddressOf(Person person) => person.Email;

        public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

        public Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
        {
            Bytes = message.Html.Length + message.Text.Length;
            return Task.FromResult<Outcome>(new Outcome.Delivered("weighed"));
        }
    }
}
