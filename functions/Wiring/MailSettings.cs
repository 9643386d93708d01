using System.Net.Mail;
using Azure.Core;
using Proactive.Channels.Email;
using Proactive.Functions.Mail;

namespace Proactive.Functions.Wiring;

/// <summary>The settings of mail: the relay, the login by password or token, and who signs.</summary>
static class MailSettings
{
    // Exchange Online; other providers have their own.
    const string DefaultScope = "https://outlook.office365.com/.default";

    /// <summary>Null: no relay is named, or what is named cannot be used, which is a problem.</summary>
    public static MailKitOptions? Read(Variables given, TokenCredential identity)
    {
        if (given.Text("PROACTIVE_SMTP_HOST") is not { } host) return null;
        var (from, replyTo) = (given.Required("PROACTIVE_FROM", "the sender, e.g. Borgerservice <no-reply@example.org>"), given.Required("PROACTIVE_REPLY_TO", "every notice says that it can be answered"));
        if (!MailAddress.TryCreate(from, out var sender))
        {
            if (from.Length > 0) given.Wrong("PROACTIVE_FROM is not one mail address, e.g. Borgerservice <no-reply@example.org>.");
            return null;
        }

        var relay = new EmailOptions
        {
            Host = host,
            From = new MailSender(sender.Address, sender.DisplayName, replyTo.Length > 0 ? replyTo : null),
            UserName = given.Text("PROACTIVE_SMTP_USER"),
            Password = given.Text("PROACTIVE_SMTP_PASSWORD"),
            MaxPerSecond = given.Number("PROACTIVE_SMTP_MAX_PER_SECOND"),
        };
        relay = relay with { Port = given.Number("PROACTIVE_SMTP_PORT") ?? relay.Port, MaxConnections = given.Number("PROACTIVE_SMTP_CONNECTIONS") ?? relay.MaxConnections };
        var mail = new MailKitOptions { Relay = relay, OAuth = ReadLogin(given, identity), Dkim = [.. ReadKeys(given)] };
        given.Wrong("Mail (PROACTIVE_SMTP_…, PROACTIVE_FROM, PROACTIVE_REPLY_TO, PROACTIVE_DKIM_…)", mail.Problems());
        return mail;
    }

    static OAuthLogin? ReadLogin(Variables given, TokenCredential identity) =>
        given.Text("PROACTIVE_SMTP_OAUTH_USER") is { } user ? new OAuthLogin(user, identity, given.Text("PROACTIVE_SMTP_OAUTH_SCOPE") ?? DefaultScope) : null;

    // A second key signs as well, while one replaces the other or where not every receiver knows the first one's kind.
    static IEnumerable<DkimKey> ReadKeys(Variables given)
    {
        if (given.Text("PROACTIVE_DKIM_DOMAIN") is not { } domain) return [];
        string[] numbers = given.Text("PROACTIVE_DKIM_SELECTOR_2") is null ? [""] : ["", "_2"];
        return numbers.Select(number => ReadKey(given, domain, number)).OfType<DkimKey>();
    }

    static DkimKey? ReadKey(Variables given, string domain, string number)
    {
        var selector = given.Required($"PROACTIVE_DKIM_SELECTOR{number}", "where receivers find the key");
        // Some editors of settings keep a key on one line.
        var key = given.Required($"PROACTIVE_DKIM_KEY{number}", "what signs, as PEM").Replace("\\n", "\n", StringComparison.Ordinal);
        return selector.Length > 0 && key.Length > 0 ? new DkimKey(domain, selector, key) : null;
    }
}
