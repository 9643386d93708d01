using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Proactive.Channels.Email;

namespace Proactive.Functions.Mail;

/// <summary>Signs mail: every header that we write and the whole body. The mail itself stays as it is, to the byte; the signatures stand before it.</summary>
sealed class DkimSignatures(IReadOnlyList<DkimKey> keys, TimeProvider clock)
{
    // Named once more than they occur, so that nobody can put another before them (RFC 6376 8.15).
    static readonly string[] OnlyOnce = ["From", "To", "Subject", "Date", "Reply-To", "List-Unsubscribe", "Content-Type"];

    readonly DkimSigner[] _signers = [.. keys.Select(k => k.Signer(clock))];

    public NoticeMail Put(NoticeMail mail)
    {
        if (_signers.Length == 0) return mail;
        using var message = NoticeMessage.ToSign(mail);
        string[] signed = [.. message.Headers.Select(h => h.Field), .. OnlyOnce];
        foreach (var signer in _signers) signer.Sign(message, signed);
        return mail with { Bytes = (byte[])[.. message.Headers.Take(_signers.Length).SelectMany(Line), .. mail.Bytes.Span] };
    }

    static byte[] Line(Header signature) => Encoding.ASCII.GetBytes($"{signature.Field}:{Encoding.ASCII.GetString(signature.RawValue).ReplaceLineEndings("\r\n")}");
}
