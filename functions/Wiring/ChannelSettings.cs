using Azure.Core;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Gateways;
using Proactive.Channels.Relays;
using Proactive.Channels.TextMessages;
using Proactive.Functions.Mail;

namespace Proactive.Functions.Wiring;

/// <summary>How messages leave: the channels that are set, at least one. Letters are put into batches by <c>proactive serve</c>: a batch has one writer.</summary>
sealed record ChannelSettings(MailKitOptions? Mail, TextMessageOptions? TextMessages, (DigitalPostSender Sender, GatewayOptions Gateway)? DigitalPost)
{
    /// <summary>Whom the channels reach, anywhere but in production; null: everybody.</summary>
    public string? Listed { get; init; }

    public static ChannelSettings Read(Variables given, TokenCredential identity)
    {
        var before = given.Problems.Count;
        var channels = new ChannelSettings(MailSettings.Read(given, identity), ReadTextMessages(given), ReadDigitalPost(given)) { Listed = given.Text(OnlyTo.Variable) };
        if (channels is { Mail: null, TextMessages: null, DigitalPost: null } && given.Problems.Count == before)
            given.Wrong("Nothing could be sent: set PROACTIVE_SMTP_HOST, PROACTIVE_SMS_URL or PROACTIVE_DIGITAL_POST_URL.");
        return channels;
    }

    static TextMessageOptions? ReadTextMessages(Variables given)
    {
        if (given.Address("PROACTIVE_SMS_URL") is not { } url) return null;
        var options = new TextMessageOptions { Gateway = new GatewayOptions { Url = url, Secrets = given.List("PROACTIVE_SMS_SECRET") }, From = given.Text("PROACTIVE_SMS_FROM") ?? "" };
        given.Wrong("Text messages (PROACTIVE_SMS_…)", options.Problems());
        return options;
    }

    static (DigitalPostSender, GatewayOptions)? ReadDigitalPost(Variables given)
    {
        if (given.Address("PROACTIVE_DIGITAL_POST_URL") is not { } url) return null;
        var (cvr, name) = given.Text("PROACTIVE_DIGITAL_POST_FROM")?.Split(' ', 2, StringSplitOptions.TrimEntries) is [var number, var words] ? (number, words) : ("", "");
        var (sender, gateway) = (new DigitalPostSender { Cvr = cvr, Name = name }, new GatewayOptions { Url = url, Secrets = given.List("PROACTIVE_DIGITAL_POST_SECRET") });
        given.Wrong("Digital post (PROACTIVE_DIGITAL_POST_…)", sender.Problems().Concat(gateway.Problems()));
        return (sender, gateway);
    }

    // A generated text would print passwords.
    public override string ToString() => "channels";
}
