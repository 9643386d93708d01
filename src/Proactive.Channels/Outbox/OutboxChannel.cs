using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Outbox;

/// <summary>
/// Writes mail to a folder instead of sending it, so that everything can be tried with no relay and nobody is written to by
/// mistake. Each notice becomes an <c>.eml</c>, byte for byte what a relay would be handed, and its HTML page beside it.
/// </summary>
/// <param name="folder">Made when the first notice is written.</param>
public sealed class OutboxChannel(string folder, MailSender from, TimeProvider clock) : IChannel
{
    readonly OutboxFolder _folder = new(Path.GetFullPath(folder), ".eml");
    readonly MailSender _from = from.Problems() is { Count: > 0 } problems
        ? throw new ArgumentException($"The outbox settings cannot be used: {string.Join("; ", problems)}.", nameof(from))
        : from;

    /// <summary>Stands in for email, so life events and citizens name it so.</summary>
    public string Name => "email";

    public string? AddressOf(Person person) => string.IsNullOrWhiteSpace(person.Email) ? null : person.Email;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    /// <summary>Writes the files; a notice that was written before stays as it is.</summary>
    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        if (PlainAddress.Read(person.Email) is not { } to) return new Outcome.GiveUp("invalid-address");
        var now = clock.GetLocalNow();
        var mail = NoticeMail.Of(message, _from, to, now);
        return await _folder.Keep(message, _from.MessageId(message.NoticeId), now, mail.Bytes, cancellation, (".html", Encoding.UTF8.GetBytes(message.Html)));
    }
}
