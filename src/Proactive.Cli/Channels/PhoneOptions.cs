using System.CommandLine;
using Proactive.Channels.Gateways;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>The options of commands that may send real text messages.</summary>
sealed class PhoneOptions
{
    readonly Option<Uri?> _gateway = Gateways.UrlOption("--sms", "Send text messages through this HTTP gateway (what it is signed with in PROACTIVE_SMS_SECRET)");
    readonly Option<string?> _from = new("--sms-from") { Description = "The sender that phones show: up to 11 letters and digits, or a number such as +4512345678; required with --sms" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _gateway, _from }) command.Options.Add(option);
    }

    /// <summary>The channel, or null if no gateway is named.</summary>
    public IChannel? Channel(ParseResult parsed)
    {
        if (parsed.GetValue(_gateway) is not { } url) return null;
        if (parsed.GetValue(_from) is not { } from) throw new CommandFailure(ExitCode.Usage, "--sms-from is missing: a phone shows who is writing.");
        return Gateways.Made(() => new TextMessageChannel(new TextMessageOptions { Gateway = new GatewayOptions { Url = url, Secrets = Gateways.Secrets("PROACTIVE_SMS_SECRET") }, From = from }));
    }
}
