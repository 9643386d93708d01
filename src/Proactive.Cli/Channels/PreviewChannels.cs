using Proactive.Channels.DigitalPost;
using Proactive.Channels.Letters;
using Proactive.Channels.Outbox;
using Proactive.Channels.TextMessages;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Channels;

/// <summary>How a message is written for each channel, into a folder of its own, to somebody who does not exist.</summary>
static class PreviewChannels
{
    public static IReadOnlyList<string> Names { get; } = [ChannelName.Email, ChannelName.Letter, ChannelName.TextMessage, ChannelName.DigitalPost];

    /// <summary>Those by which the life event is told that can be shown here; why another cannot is told.</summary>
    public static IReadOnlyList<string> Of(Guide guide, Action<string> tell)
    {
        var letters = PaperOptions.Rehearsal(".", TimeProvider.System, tell);
        (letters as IDisposable)?.Dispose();
        return [.. Names.Where(name => name switch
        {
            ChannelName.Letter => letters is not null,
            // Danish: a life event of another country does not name it.
            ChannelName.DigitalPost => guide.Channels.Contains(name),
            _ => true,
        })];
    }

    public static IChannel Open(string channel, string folder, TimeProvider clock) => channel switch
    {
        ChannelName.Letter => PaperOptions.Rehearsal(folder, clock, _ => { })!,
        ChannelName.TextMessage => new TextMessageFolder(folder, clock),
        ChannelName.DigitalPost => new DigitalPostFolder(folder, DigitalPostOptions.Rehearsal, clock),
        _ => new OutboxChannel(folder, ChannelOptions.OutboxSender, clock),
    };

    /// <summary>Lets go of a channel; a letter leaves its batch.</summary>
    public static async Task Close(IChannel channel, CancellationToken cancellation)
    {
        if (channel is LetterChannel letters) await letters.CloseBatch(cancellation);
        (channel as IDisposable)?.Dispose();
    }

    /// <summary>The reader with an address on every channel. Nobody is born on day 0 of month 0.</summary>
    public static Person Addressed(Person reader) => reader with
    {
        Id = "0000000000",
        Email = "preview@example.org",
        Phone = "+4500000000",
        Address = ["Example Street 1", "1000 Exampletown"],
        DigitalPost = true,
    };
}
