using System.Buffers;
using System.Globalization;
using System.Text;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>A notice as a mail, the same whether a relay or the outbox takes it.</summary>
/// <param name="From">The address that bounces go to.</param>
/// <param name="To">The address of the one recipient.</param>
/// <param name="EnvelopeId">What a bounce names, if the relay and those after it can (RFC 3461); the notice's id.</param>
/// <param name="Bytes">Headers and body, all ASCII, each line ending in CRLF.</param>
public sealed record NoticeMail(string From, string To, string EnvelopeId, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The same notice at the same time gives the same bytes.</summary>
    /// <param name="to">The recipient, written without a name: it says nothing that the mailbox does not know.</param>
    internal static NoticeMail Of(Message message, MailSender sender, string to, DateTimeOffset date)
    {
        var from = PlainAddress.Read(sender.Address)!;
        var headers = new MailHeaders();
        headers.Add("Date", $"{date.ToString("dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {Offset(date)}");
        headers.Add("Message-ID", sender.MessageId(message.NoticeId));
        headers.AddMailbox("From", sender.Name, from);
        headers.AddMailbox("To", null, to);
        if (PlainAddress.Read(sender.ReplyTo) is { } replyTo) headers.AddMailbox("Reply-To", null, replyTo);
        headers.AddText("Subject", message.Subject);
        headers.Add("Content-Language", string.Concat(message.Locale.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')));
        // RFC 3834: nobody's out-of-office assistant need answer.
        headers.Add("Auto-Submitted", "auto-generated");
        if (HttpsAddress.Of(message.Unsubscribe) is { } page)
        {
            // RFC 8058: the mailbox's own button, which posts; looking at the page changes nothing.
            headers.Add("List-Unsubscribe", $"<{page}>");
            headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        var body = new MailBody(message, CalendarFile.Of(message, sender, date));
        headers.Add("MIME-Version", "1.0");
        headers.Add("Content-Type", body.Type);
        var mail = new ArrayBufferWriter<byte>(2048 + ((message.Text.Length + message.Html.Length) * 5 / 4));
        Encoding.ASCII.GetBytes(headers.End(), mail);
        body.Append(mail);
        return new NoticeMail(from, to, message.NoticeId, mail.WrittenMemory);
    }

    // A record's generated text would print the address.
    public override string ToString() => "a mail";

    static string Offset(DateTimeOffset date) => date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
