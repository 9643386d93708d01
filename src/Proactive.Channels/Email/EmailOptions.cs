using System.Net;

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

    /// <summary>For one message, from connecting to the relay's last word. Default 60 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    internal bool Tls => RequireTls ?? !IsLoopback;

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
        return problems;
    }

    // A record's generated text would print the password.
    public override string ToString() => $"smtp {Host}:{Port}";
}
