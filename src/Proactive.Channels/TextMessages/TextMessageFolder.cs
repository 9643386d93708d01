using System.Text;
using Proactive.Channels.Outbox;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Channels.TextMessages;

/// <summary>Writes text messages to a folder instead of sending them: each notice becomes a <c>.txt</c> with the number, how it is coded, and what the phone would show.</summary>
/// <param name="folder">Made when the first notice is written.</param>
/// <param name="maxParts">As in <see cref="TextMessageOptions.MaxParts"/>.</param>
public sealed class TextMessageFolder(string folder, TimeProvider clock, int maxParts = 3) : IChannel
{
    readonly OutboxFolder _folder = new(Path.GetFullPath(folder), ".txt");

    public string Name => ChannelName.TextMessage;

    public string? AddressOf(Person person) => string.IsNullOrWhiteSpace(person.Phone) ? null : person.Phone;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    /// <summary>Writes the file; a notice that was written before stays as it is.</summary>
    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        var (text, refusal) = TextMessage.Of(message, person, maxParts);
        return text is null
            ? new Outcome.GiveUp(refusal!)
            : await _folder.Keep(message, message.NoticeId, clock.GetLocalNow(), Encoding.UTF8.GetBytes(Written(text)), cancellation);
    }

    static string Written(TextMessage message) =>
        $"To: {message.To}\nId: {message.Id}\nParts: {message.Text.Parts} ({(message.Text.Coding == TextCoding.Gsm7 ? "gsm-7" : "ucs-2")})\n\n{message.Text.Text}\n";
}
