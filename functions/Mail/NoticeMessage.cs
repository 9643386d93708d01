using MimeKit;
using Proactive.Channels.Email;

namespace Proactive.Functions.Mail;

/// <summary>A mail as MimeKit holds it, which gives its bytes as we wrote them.</summary>
static class NoticeMessage
{
    /// <param name="written">Is called when the whole body has been written to the relay's stream.</param>
    public static MimeMessage Of(NoticeMail mail, Action? written = null)
    {
        var (headers, body) = Split(mail.Bytes);
        return new MimeMessage(headers) { Body = new WrittenBody(body, [], written) };
    }

    /// <summary>For signing: MimeKit looks for the headers about the content at the body.</summary>
    public static MimeMessage ToSign(NoticeMail mail)
    {
        var (headers, body) = Split(mail.Bytes);
        return new MimeMessage(headers) { Body = new WrittenBody(body, headers.Where(h => h.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))) };
    }

    static (HeaderList Headers, ReadOnlyMemory<byte> Body) Split(ReadOnlyMemory<byte> mail)
    {
        var end = mail.Span.IndexOf("\r\n\r\n"u8) + 2;
        using var headers = new MemoryStream(mail[..end].ToArray());
        return (HeaderList.Load(headers), mail[(end + 2)..]);
    }
}
