using System.Buffers;
using System.Text;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>The body of a mail: plain text, then HTML, as one multipart/alternative; with deadlines, that and a calendar as one multipart/mixed.</summary>
/// <param name="calendar">The file of <see cref="CalendarFile"/>; null: none.</param>
sealed class MailBody(Message message, string? calendar)
{
    // Made from the notice, so that the same notice gives the same bytes. `=_` cannot occur in quoted-printable text, and neither begins like the other.
    readonly string _words = $"=_{message.NoticeId}";
    readonly string _all = $"=_all_{message.NoticeId}";

    /// <summary>The value of the mail's Content-Type, in parts between which it may be folded.</summary>
    public string[] Type => calendar is null ? WordsType : ["multipart/mixed;", $"boundary=\"{_all}\""];

    string[] WordsType => ["multipart/alternative;", $"boundary=\"{_words}\""];

    public void Append(ArrayBufferWriter<byte> target)
    {
        if (calendar is null)
        {
            AppendWords(target);
            return;
        }

        Append(target, $"--{_all}\r\nContent-Type: {string.Join("\r\n ", WordsType)}\r\n\r\n");
        AppendWords(target);
        AppendPart(target, _all, "text/calendar; charset=utf-8; method=PUBLISH", calendar, $"Content-Disposition: attachment; filename=\"{CalendarFile.Name}\"\r\n");
        Append(target, $"--{_all}--\r\n");
    }

    void AppendWords(ArrayBufferWriter<byte> target)
    {
        AppendPart(target, _words, "text/plain; charset=utf-8", message.Text);
        AppendPart(target, _words, "text/html; charset=utf-8", message.Html);
        Append(target, $"--{_words}--\r\n");
    }

    static void AppendPart(ArrayBufferWriter<byte> target, string boundary, string type, string text, string header = "")
    {
        Append(target, $"--{boundary}\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: quoted-printable\r\n{header}\r\n");
        QuotedPrintable.Append(target, text);
    }

    static void Append(ArrayBufferWriter<byte> target, string lines) => Encoding.ASCII.GetBytes(lines, target);
}
