using Proactive.Channels.Relays;
using Proactive.Channels.Smtp;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>Mail over SMTP: each message has one recipient, and goes over whichever connection to the relay is free.</summary>
public sealed class EmailChannel : IChannel, IAsyncDisposable
{
    readonly MailSender _from;
    readonly TimeProvider _clock;
    readonly IMailTransport _transport;
    readonly RelayGate _gate;

    /// <param name="clock">Default the machine's.</param>
    /// <param name="transport">What speaks to the relay; default our own SMTP client. It belongs to the channel.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public EmailChannel(EmailOptions options, TimeProvider? clock = null, IMailTransport? transport = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The email settings cannot be used: {string.Join("; ", problems)}.", nameof(options));
        _from = options.From;
        _clock = clock ?? TimeProvider.System;
        _transport = transport ?? new SmtpConnections(options, _clock);
        _gate = new RelayGate(options.MaxPerSecond, _clock);
    }

    public string Name => "email";

    public string? AddressOf(Person person) => string.IsNullOrWhiteSpace(person.Email) ? null : person.Email;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => _gate.Enter(cancellation);

    /// <summary>Cancelling stops it until the message itself goes out, and after that waits for the relay's answer.</summary>
    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        if (PlainAddress.Read(person.Email) is not { } to) return new Outcome.GiveUp("invalid-address");
        cancellation.ThrowIfCancellationRequested();
        var mail = NoticeMail.Of(message, _from, to, _clock.GetLocalNow());
        return await _gate.Pass(stop => _transport.Send(mail, stop), cancellation);
    }

    /// <summary>Takes leave of the relay; not to be used afterwards.</summary>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
