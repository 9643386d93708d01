using System.Net;
using Proactive.Channels.Email;

namespace Proactive.Functions.Mail;

/// <summary>Which relay takes the mail, how to log in there, and who signs.</summary>
public sealed record MailKitOptions
{
    /// <summary>Its user name and password stay empty where <see cref="OAuth"/> is given.</summary>
    public required EmailOptions Relay { get; init; }

    /// <summary>A login by token instead of a password; default none.</summary>
    public OAuthLogin? OAuth { get; init; }

    /// <summary>Each puts its signature on every mail; default none. Two are usual where receivers do not know Ed25519 yet.</summary>
    public IReadOnlyList<DkimKey> Dkim { get; init; } = [];

    /// <summary>What is wrong with the settings, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>(Relay.Problems());
        if (!Relay.Tls && !IsThisMachine) problems.Add("mail would go to the relay without TLS");
        if (OAuth is not null && !string.IsNullOrEmpty(Relay.UserName)) problems.Add("the login is by password and by token; choose one");
        problems.AddRange(Dkim.SelectMany(k => k.Problems(Relay.From)));
        return problems;
    }

    bool IsThisMachine => Relay.Host == "localhost" || (IPAddress.TryParse(Relay.Host, out var address) && IPAddress.IsLoopback(address));
}
