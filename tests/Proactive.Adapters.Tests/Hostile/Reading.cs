using System.Text;
using System.Xml.Linq;

namespace Proactive.Adapters.Tests;

/// <summary>What stands in a written message, whatever its form, with one space between words.</summary>
static class Reading
{
    /// <summary>False for what lies beside a message, as the page beside a mail.</summary>
    public static bool IsMessage(string path) => Path.GetExtension(path) is ".eml" or ".txt" or ".pdf" or ".xml";

    public static string Of((string Path, byte[] Content) file) => OneSpace(Path.GetExtension(file.Path) switch
    {
        ".eml" => PlainPart(ReadMail.Of(file.Content)).Text,
        ".txt" => Encoding.UTF8.GetString(file.Content).Split("\n\n", 2)[1],
        ".pdf" => Poppler.Words(file.Content),
        ".xml" => TextOf(XDocument.Parse(Encoding.UTF8.GetString(file.Content))),
        _ => throw new ArgumentException($"{file.Path} is no message.", nameof(file)),
    });

    static string TextOf(XDocument post)
    {
        var page = Encoding.UTF8.GetString(Convert.FromBase64String(post.Descendants().Single(e => e.Name.LocalName == "content").Value));
        var words = System.Text.RegularExpressions.Regex.Replace(page[page.IndexOf("<body", StringComparison.Ordinal)..], "<[^>]*>", " ");
        return System.Net.WebUtility.HtmlDecode(words);
    }

    static ReadMail PlainPart(ReadMail mail) => mail["Content-Type"].StartsWith("multipart/", StringComparison.Ordinal) ? PlainPart(mail.Parts[0]) : mail;

    static string OneSpace(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
