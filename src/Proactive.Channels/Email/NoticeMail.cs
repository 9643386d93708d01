using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>A notice as a mail, the same whether a relay or the outbox takes it.</summary>
sealed class NoticeMail : IDisposable
{
    NoticeMail(MailMessage mail, MailContent content) => (Mail, Content) = (mail, content);

    public MailMessage Mail { get; }

    public MailContent Content { get; }

    /// <param name="to">The one recipient, without a name: it says nothing that the mailbox does not know.</param>
    public static NoticeMail Of(Message message, MailSender from, MailAddress to)
    {
        var content = MailContent.Of(message);
        var mail = new MailMessage(from.From, to)
        {
            Subject = OneLine(message.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        if (from.ReplyTo is not null) mail.ReplyToList.Add(new MailAddress(from.ReplyTo));
        mail.Headers["Message-ID"] = from.MessageId(message.NoticeId);
        mail.Headers["Content-Language"] = OneLine(message.Locale);
        // RFC 3834: nobody's out-of-office assistant need answer.
        mail.Headers["Auto-Submitted"] = "auto-generated";
        // The only view and no body: the mail library then sends its bytes as they are.
        var type = new ContentType("multipart/alternative") { Boundary = content.Boundary };
        mail.AlternateViews.Add(new AlternateView(content, type) { TransferEncoding = TransferEncoding.SevenBit });
        return new NoticeMail(mail, content);
    }

    // A line break would begin another header.
    static string OneLine(string text) => string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public void Dispose() => Mail.Dispose();
}
