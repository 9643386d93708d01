using System.Text.Json;
using Proactive.Channels.Gateways;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Channels.TextMessages;

/// <summary>
/// Text messages over an HTTP gateway. It is posted <c>{id, to, from, text, encoding, parts, reference}</c>, answers with 2xx when it
/// has taken the message over, and takes each id once: a repetition is answered with 2xx or 409 and sends nothing.
/// </summary>
public sealed class TextMessageChannel : IChannel, IDisposable
{
    readonly TextMessageOptions _options;
    readonly Gateway _gateway;

    /// <param name="clock">Default the machine's.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public TextMessageChannel(TextMessageOptions options, TimeProvider? clock = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The settings for text messages cannot be used: {string.Join("; ", problems)}.", nameof(options));
        _options = options;
        _gateway = new Gateway(options.Gateway, clock ?? TimeProvider.System);
    }

    public string Name => ChannelName.TextMessage;

    public string? AddressOf(Person person) => string.IsNullOrWhiteSpace(person.Phone) ? null : person.Phone;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => _gateway.Enter(cancellation);

    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        var (text, refusal) = TextMessage.Of(message, person, _options.MaxParts);
        return text is null ? new Outcome.GiveUp(refusal!) : await _gateway.Post(text.Id, "application/json", Body(text), cancellation);
    }

    public void Dispose() => _gateway.Dispose();

    byte[] Body(TextMessage message)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("id", message.Id);
            writer.WriteString("to", message.To);
            writer.WriteString("from", _options.From);
            writer.WriteString("text", message.Text.Text);
            writer.WriteString("encoding", message.Text.Coding == TextCoding.Gsm7 ? "gsm-7" : "ucs-2");
            writer.WriteNumber("parts", message.Text.Parts);
            writer.WriteString("reference", message.Reference);
            writer.WriteEndObject();
        }

        return json.ToArray();
    }
}
