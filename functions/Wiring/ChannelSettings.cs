using System.Net.Mail;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Email;
using Proactive.Channels.Gateways;
using Proactive.Channels.Relays;
using Proactive.Channels.TextMessages;

namespace Proactive.Functions.Wiring;

/// <summary>How messages leave: the channels that are set, at least one. Letters are put into batches by <c>proactive serve</c>: a batch has one writer.</summary>
sealed record ChannelSettings(EmailOptions? Mail, TextMessageOptions? TextMessages, (DigitalPostSender Sender, GatewayOptions Gateway)? DigitalPost)
{
    /// <summary>Whom the channels reach, anywhere but in production; null: everybody.</summary>
    public string? Listed { get; init; }

    public static ChannelSettings Read(Variables given)
    {
        var before = given.Problems.Count;
        var channels = new ChannelSettings(ReadMail(given), ReadTextMessages(given), ReadDigitalPost(given)) { Listed = given.Text(OnlyTo.Variable) };
        if (channels is { Mail: null, TextMessages: null, DigitalPost: null } && given.Problems.Count == before)
            given.Wrong("Nothing could be sent: set PROACTIVE_SMTP_HOST, PROACTIVE_SMS_URL or PROACTIVE_DIGITAL_POST_URL.");
        return channels;
    }

    static EmailOptions? ReadMail(Variables given)
    {
        if (given.Text("PROACTIVE_SMTP_HOST") is not { } host) return null;
        var (from, replyTo) = (given.Required("PROACTIVE_FROM", "the sender, e.g. Borgerservice <no-reply@example.org>"), given.Required("PROACTIVE_REPLY_TO", "every notice says that it can be answered"));
        if (!MailAddress.TryCreate(from, out var sender))
        {
            if (from.Length > 0) given.Wrong("PROACTIVE_FROM is not one mail address, e.g. Borgerservice <no-reply@example.org>.");
            return null;
        }

        var options = new EmailOptions
        {
            Host = host,
            From = new MailSender(sender.Address, sender.DisplayName, replyTo.Length > 0 ? replyTo : null),
            UserName = given.Text("PROACTIVE_SMTP_USER"),
            Password = given.Text("PROACTIVE_SMTP_PASSWORD"),
            MaxPerSecond = given.Number("PROACTIVE_SMTP_MAX_PER_SECOND"),
        };
        options = options with { Port = given.Number("PROACTIVE_SMTP_PORT") ?? options.Port, MaxConnections = given.Number("PROACTIVE_SMTP_CONNECTIONS") ?? options.MaxConnections };
        given.Wrong("PROACTIVE_SMTP_…, PROACTIVE_FROM, PROACTIVE_REPLY_TO", options.Problems());
        return options;
    }

    static TextMessageOptions? ReadTextMessages(Variables given)
    {
        if (given.Address("PROACTIVE_SMS_URL") is not { } url) return null;
        var options = new TextMessageOptions { Gateway = new GatewayOptions { Url = url, Secrets = given.List("PROACTIVE_SMS_SECRET") }, From = given.Text("PROACTIVE_SMS_FROM") ?? "" };
        given.Wrong("PROACTIVE_SMS_URL, PROACTIVE_SMS_SECRET, PROACTIVE_SMS_FROM", options.Problems());
        return options;
    }

    static (DigitalPostSender, GatewayOptions)? ReadDigitalPost(Variables given)
    {
        if (given.Address("PROACTIVE_DIGITAL_POST_URL") is not { } url) return null;
        var (cvr, name) = given.Text("PROACTIVE_DIGITAL_POST_FROM")?.Split(' ', 2, StringSplitOptions.TrimEntries) is [var number, var words] ? (number, words) : ("", "");
        var (sender, gateway) = (new DigitalPostSender { Cvr = cvr, Name = name }, new GatewayOptions { Url = url, Secrets = given.List("PROACTIVE_DIGITAL_POST_SECRET") });
        given.Wrong("PROACTIVE_DIGITAL_POST_URL, PROACTIVE_DIGITAL_POST_SECRET, PROACTIVE_DIGITAL_POST_FROM", sender.Problems().Concat(gateway.Problems()));
        return (sender, gateway);
    }

    // A generated text would print passwords.
    public override string ToString() => "channels";
}
