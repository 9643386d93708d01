using Proactive.Channels.Email;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Outbox;

/// <summary>
/// Writes mail to a folder instead of sending it, so that everything can be tried with no relay and nobody is written to by
/// mistake. Each notice becomes an <c>.eml</c>, byte for byte what a relay would be handed, and its HTML page beside it.
/// </summary>
/// <param name="folder">Made when the first notice is written.</param>
public sealed class OutboxChannel(string folder, MailSender from, TimeProvider clock) : IChannel
{
    readonly OutboxFolder _folder = new(Path.GetFullPath(folder));
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
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var messageId = _from.MessageId(message.NoticeId);
            var name = NameOf(message, Notice.ReferenceOf(message.NoticeId));
            // Some pair of many thousand notices has the same reference.
            if (_folder.Find(name) is { } namesake && !await OutboxFolder.Says(namesake, messageId, cancellation)) name = NameOf(message, message.NoticeId);
            if (_folder.Find(name) is { } written) return new Outcome.Delivered(Path.GetFileName(written));

            var now = clock.GetLocalNow();
            return new Outcome.Delivered(await _folder.Put(name, NoticeMail.Of(message, _from, to, now), message.Html, now, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Outcome.TryAgain("outbox-not-writable");
        }
    }

    static string NameOf(Message message, string id) => $"{id}-{message.Kind.ToString().ToLowerInvariant()}";
}
