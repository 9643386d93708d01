using System.CommandLine;
using Proactive.Channels.DigitalPost;
using Proactive.Channels.Email;
using Proactive.Channels.Outbox;
using Proactive.Channels.Relays;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Delivery;

namespace Proactive.Cli.Channels;

/// <summary>The options of commands that send. As soon as one channel is real, only those that are named are used; without any, all write into the outbox folder.</summary>
sealed class ChannelOptions
{
    // example.org is nobody's: what is in the outbox cannot be mistaken for real mail.
    internal static readonly MailSender OutboxSender = new("no-reply@example.org", "Proactive", "help@example.org");

    readonly MailOptions _mail = new();
    readonly PhoneOptions _phone = new();
    readonly PaperOptions _paper = new();
    readonly DigitalPostOptions _post = new();

    public void AddTo(Command command)
    {
        _mail.AddTo(command);
        _phone.AddTo(command);
        _paper.AddTo(command);
        _post.AddTo(command);
    }

    /// <summary>The real channels that are named; null if none is.</summary>
    public IReadOnlyList<IChannel>? Named(ParseResult parsed)
    {
        var named = new[] { _mail.Channel(parsed), _phone.Channel(parsed), _paper.Channel(parsed), _post.Channel(parsed) }.OfType<IChannel>().Select(OnlyTo.IfListed).ToList();
        return named.Count > 0 ? named : null;
    }

    /// <summary>Channels that write everything into folders, so that nobody is written to by mistake.</summary>
    /// <param name="tell">Told why one of them is left out.</param>
    public static IReadOnlyList<IChannel> Outbox(string folder, TimeProvider clock, Action<string> tell) =>
    [
        new OutboxChannel(folder, OutboxSender, clock),
        new TextMessageFolder(folder, clock),
        .. PaperOptions.Rehearsal(Path.Combine(folder, "letters"), clock, tell) is { } letters ? [letters] : Array.Empty<IChannel>(),
        new DigitalPostFolder(Path.Combine(folder, "digital-post"), DigitalPostOptions.Rehearsal, clock),
    ];
}
