using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Proactive.Channels.Email;

/// <summary>Which relay takes the mail, and how to speak to it.</summary>
public sealed record EmailOptions
{
    public required string Host { get; init; }

    /// <summary>Default 587, the submission port. TLS is negotiated with STARTTLS; port 465 is not supported.</summary>
    public int Port { get; init; } = 587;

    public required MailSender From { get; init; }

    /// <summary>True: nothing is said to a relay that does not offer TLS. False: TLS is not used. Default: true, except for a relay on this machine.</summary>
    public bool? RequireTls { get; init; }

    /// <summary>The login at the relay; default none.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>For one message, from when a connection is free for it to the relay's last word. Default 60 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>To reach the relay. Default 30 seconds, and never more than <see cref="Timeout"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the answer to one command before the message itself. Default 30 seconds, and never more than <see cref="Timeout"/>.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections to the relay at the same time. Default 8.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>Messages the relay is given in a second at most. Default null: as many as it takes.</summary>
    public int? MaxPerSecond { get; init; }

    /// <summary>Whose certificates are believed. Default null: whose the machine believes.</summary>
    public X509ChainPolicy? CertificatePolicy { get; init; }

    /// <summary>Whether TLS is used, and then required.</summary>
    public bool Tls => RequireTls ?? !IsLoopback;

    bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>(From.Problems());
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown) problems.Add("the relay's host is not a host name or an IP address");
        if (Port is < 1 or > 65535) problems.Add("the relay's port is not between 1 and 65535");
        if (Port == 465) problems.Add("port 465 expects TLS from the first byte, which is not supported; use the relay's port for STARTTLS, usually 587");
        if (string.IsNullOrEmpty(UserName) != string.IsNullOrEmpty(Password)) problems.Add("a user name and a password belong together, and one of them is missing");
        if (!string.IsNullOrEmpty(Password) && !Tls && !IsLoopback) problems.Add("the password would be sent without TLS");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10)) problems.Add("the timeout is not between 100 milliseconds and 10 minutes");
        if (ConnectTimeout <= TimeSpan.Zero || CommandTimeout <= TimeSpan.Zero) problems.Add("the timeouts to connect and for a command are not positive");
        if (MaxConnections is < 1 or > 1000) problems.Add("the number of connections is not between 1 and 1000");
        if (MaxPerSecond is < 1 or > 100_000) problems.Add("the messages a second are not between 1 and 100000");
        return problems;
    }

    // A record's generated text would print the password.
    public override string ToString() => $"smtp {Host}:{Port}";
}
