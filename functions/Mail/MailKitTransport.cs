using MimeKit;
using Proactive.Channels.Email;
using Proactive.Channels.Relays;
using Proactive.Channels.Smtp;
using Proactive.Engine.Delivery;

namespace Proactive.Functions.Mail;

/// <summary>Hands mail over with MailKit, signed: the sessions, their time and what their failures mean are those of our own client.</summary>
public sealed class MailKitTransport : IMailTransport
{
    readonly DkimSignatures _signatures;
    readonly SmtpConnections _sessions;

    /// <param name="clock">Default the machine's.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public MailKitTransport(MailKitOptions options, TimeProvider? clock = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The email settings cannot be used: {string.Join("; ", problems)}.", nameof(options));
        _signatures = new DkimSignatures(options.Dkim, clock ?? TimeProvider.System);
        _sessions = new SmtpConnections(options.Relay, clock ?? TimeProvider.System, way => MailKitSession.Open(options, way));
    }

    public async Task<Sent> Send(NoticeMail mail, CancellationToken cancellation)
    {
        // MailKit's idea of an address is narrower than ours, and what it cannot name it cannot reach.
        if (!MailboxAddress.TryParse(mail.To, out _)) return new Sent(new Outcome.GiveUp("invalid-address"), false);
        return await _sessions.Send(_signatures.Put(mail), cancellation);
    }

    /// <summary>Takes leave of the relay on every session that is idle; those in use end with their message.</summary>
    public ValueTask DisposeAsync() => _sessions.DisposeAsync();
}
