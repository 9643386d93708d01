using System.Buffers;
using System.Text;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>The body of a mail: plain text, then HTML, as one multipart/alternative.</summary>
static class MailBody
{
    /// <summary>Made from the notice, so that the same notice gives the same bytes. <c>=_</c> cannot occur in quoted-printable text.</summary>
    public static string Boundary(Message message) => $"=_{message.NoticeId}";

    public static void Append(ArrayBufferWriter<byte> target, Message message)
    {
        var boundary = Boundary(message);
        AppendPart(target, boundary, "text/plain", message.Text);
        AppendPart(target, boundary, "text/html", message.Html);
        Encoding.ASCII.GetBytes($"--{boundary}--\r\n", target);
    }

    static void AppendPart(ArrayBufferWriter<byte> target, string boundary, string type, string text)
    {
        Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", target);
        QuotedPrintable.Append(target, text);
    }
}
