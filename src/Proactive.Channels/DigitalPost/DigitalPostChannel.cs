using Proactive.Channels.Gateways;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Channels.DigitalPost;

/// <summary>
/// Danish digital post over an HTTP gateway that holds the certificate and the agreement. It is posted the XML of each message,
/// answers with 2xx when it has taken it over, and takes each id once: a repetition is answered with 2xx or 409 and sends nothing.
/// </summary>
public sealed class DigitalPostChannel : IChannel, IDisposable
{
    readonly DigitalPostSender _sender;
    readonly TimeProvider _clock;
    readonly Gateway _gateway;

    /// <param name="clock">Default the machine's.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public DigitalPostChannel(DigitalPostSender sender, GatewayOptions gateway, TimeProvider? clock = null)
    {
        if (sender.Problems().Concat(gateway.Problems()).ToList() is { Count: > 0 } problems)
            throw new ArgumentException($"The settings for digital post cannot be used: {string.Join("; ", problems)}.", nameof(sender));
        (_sender, _clock) = (sender, clock ?? TimeProvider.System);
        _gateway = new Gateway(gateway, _clock);
    }

    public string Name => ChannelName.DigitalPost;

    /// <summary>The person id, if the person is connected and it is a Danish one.</summary>
    public string? AddressOf(Person person) => person.DigitalPost && MemoMessage.IsCpr(person.Id) ? person.Id : null;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => _gateway.Enter(cancellation);

    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        var (xml, refusal) = MemoMessage.Of(message, person, _sender, _clock.GetUtcNow());
        return xml is null ? new Outcome.GiveUp(refusal!) : await _gateway.Post(message.NoticeId, "application/xml", xml, cancellation);
    }

    public void Dispose() => _gateway.Dispose();
}
