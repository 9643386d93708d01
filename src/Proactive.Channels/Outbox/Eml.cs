using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using Proactive.Channels.Email;

namespace Proactive.Channels.Outbox;

/// <summary>The bytes that a relay would be handed, written by the mail library itself.</summary>
static partial class Eml
{
    /// <param name="scratch">An empty folder for the library to write into.</param>
    /// <param name="date">For the Date header: the library always takes the machine's own clock.</param>
    public static async Task<byte[]> Write(NoticeMail notice, string scratch, DateTimeOffset date, CancellationToken cancellation)
    {
        using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = scratch })
            await client.SendMailAsync(notice.Mail, cancellation);
        // One character a byte, so that nothing is changed by reading it.
        var mail = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Directory.GetFiles(scratch).Single(), cancellation));
        var headers = mail[..(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)];
        // What a relay is told in the envelope, the library puts before the headers of a file.
        var carried = DateLine().Replace(EnvelopeLines().Replace(headers, ""), $"Date: {date.ToString("dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {Offset(date)}\r\n");
        return Encoding.Latin1.GetBytes(carried + mail[headers.Length..]);
    }

    static string Offset(DateTimeOffset date) => date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^X-(Sender|Receiver): .*\r\n([ \t].*\r\n)*", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex EnvelopeLines();

    [GeneratedRegex(@"^Date: .*\r\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex DateLine();
}
