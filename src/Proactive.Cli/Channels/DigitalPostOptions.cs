using System.CommandLine;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Gateways;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>The options of commands that may send Danish digital post.</summary>
sealed class DigitalPostOptions
{
    /// <summary>Stands in for the sender in a rehearsal; no company has this number.</summary>
    public static DigitalPostSender Rehearsal { get; } = new() { Cvr = "00000000", Name = "Proactive" };

    readonly Option<string?> _target = new("--digital-post") { Description = "Send digital post through this HTTP gateway (what it is signed with in PROACTIVE_DIGITAL_POST_SECRET), or put it into this folder" };
    readonly Option<string?> _from = new("--digital-post-from") { Description = "The sender's CVR number and name, e.g. \"12345678 Borgerservice\"; required with --digital-post" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _target, _from }) command.Options.Add(option);
    }

    /// <summary>The channel, or null if there is nowhere to send it.</summary>
    public IChannel? Channel(ParseResult parsed)
    {
        if (parsed.GetValue(_target) is not { } target) return null;
        if (parsed.GetValue(_from)?.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var cvr, var name]) throw new CommandFailure(ExitCode.Usage, "--digital-post-from is the sender's CVR number and name, e.g. \"12345678 Borgerservice\".");
        var sender = new DigitalPostSender { Cvr = cvr, Name = name };
        return Gateways.Made(() => Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? new DigitalPostChannel(sender, new GatewayOptions { Url = url, Secrets = Gateways.Secrets("PROACTIVE_DIGITAL_POST_SECRET") })
            : new DigitalPostFolder(target, sender, TimeProvider.System));
    }
}
