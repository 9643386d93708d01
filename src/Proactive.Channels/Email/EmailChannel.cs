using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>Mail over SMTP: one message, one recipient, one connection.</summary>
public sealed class EmailChannel : IChannel
{
    readonly EmailOptions _options;

    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public EmailChannel(EmailOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The email settings cannot be used: {string.Join("; ", problems)}.", nameof(options));
        _options = options;
    }

    public string Name => "email";

    public bool Reaches(Person person) => !string.IsNullOrWhiteSpace(person.Email);

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        if (PlainAddress.Read(person.Email) is not { } to) return new Outcome.GiveUp("invalid-address");
        cancellation.ThrowIfCancellationRequested();
        using var notice = NoticeMail.Of(message, _options.From, to);
        using var client = Client();
        using var timeout = new CancellationTokenSource(_options.Timeout);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token);
        // Once the relay takes the message in, the few moments until its answer are worth more than a quick stop: without it nobody knows.
        using var stop = cancellation.Register(() =>
        {
            if (!notice.Content.Begun) cut.Cancel();
        });
        try
        {
            await client.SendMailAsync(notice.Mail, cut.Token);
            return new Outcome.Delivered("smtp-250");
        }
        catch (Exception failure) when (failure is SmtpException or AuthenticationException or OperationCanceledException)
        {
            if (cut.IsCancellationRequested && !timeout.IsCancellationRequested && !notice.Content.HandedOver) cancellation.ThrowIfCancellationRequested();
            return SmtpFailure.Outcome(failure, notice.Content, timeout.IsCancellationRequested);
        }
    }

    SmtpClient Client() => new(_options.Host, _options.Port)
    {
        EnableSsl = _options.Tls,
        // The library waits for the relay's last word in a way that no token interrupts; only this ends it. A little later than
        // ours, which comes first wherever it can and leaves no doubt that it was the time.
        Timeout = (int)(_options.Timeout + TimeSpan.FromMilliseconds(500)).TotalMilliseconds,
        UseDefaultCredentials = false,
        Credentials = string.IsNullOrEmpty(_options.UserName) ? null : new NetworkCredential(_options.UserName, _options.Password),
    };
}
