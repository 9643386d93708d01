using System.Text;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>
/// The body of a mail: plain text, then HTML, as one multipart/alternative. It knows how much of itself has been taken, which is
/// the only way to learn from the mail library whether a failure came before or after the message was handed over.
/// </summary>
sealed class MailContent : MemoryStream
{
    MailContent(byte[] bytes, string boundary) : base(bytes, writable: false) => Boundary = boundary;

    /// <summary>Made from the notice, so that the same notice gives the same bytes. <c>=_</c> cannot occur in quoted-printable text.</summary>
    public string Boundary { get; }

    /// <summary>True from when the relay has asked for the message.</summary>
    public bool Begun { get; private set; }

    /// <summary>True from when it was read to its end. The library sends the final dot after that and not before, so until then nothing can have arrived.</summary>
    public bool HandedOver { get; private set; }

    public static MailContent Of(Message message)
    {
        var boundary = $"=_{message.NoticeId}";
        var body = new StringBuilder();
        AppendPart(body, boundary, "text/plain", message.Text);
        AppendPart(body, boundary, "text/html", message.Html);
        body.Append("--").Append(boundary).Append("--\r\n");
        return new MailContent(Encoding.ASCII.GetBytes(body.ToString()), boundary);
    }

    static void AppendPart(StringBuilder body, string boundary, string type, string text)
    {
        body.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(type);
        body.Append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.Append(body, text);
    }

    // Every other way to read a derived memory stream comes through here.
    public override int Read(byte[] buffer, int offset, int count)
    {
        var taken = base.Read(buffer, offset, count);
        Begun = true;
        HandedOver |= taken == 0;
        return taken;
    }
}
