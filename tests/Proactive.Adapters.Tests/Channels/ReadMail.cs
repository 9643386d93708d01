using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Adapters.Tests;

/// <summary>Reads mail as a recipient's program would, without any of the code that wrote it: headers, parts, quoted-printable, encoded words.</summary>
sealed partial class ReadMail
{
    readonly string _body;

    ReadMail(List<(string Name, string Value)> headers, string body) => (Headers, _body) = (headers, body);

    /// <summary>Unfolded, in order, with encoded words still encoded.</summary>
    public List<(string Name, string Value)> Headers { get; }

    public IEnumerable<string> HeaderNames => Headers.Select(h => h.Name);

    /// <summary>The only header of this name, encoded words decoded.</summary>
    public string this[string name] => Words(Headers.Single(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public string? Find(string name) => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).SingleOrDefault();

    /// <summary>The parts of a multipart, or nothing.</summary>
    public List<ReadMail> Parts
    {
        get
        {
            var boundary = "--" + Boundary().Match(this["Content-Type"]).Groups[1].Value;
            var sections = ("\n" + _body).Split("\n" + boundary);
            Assert.Equal("--", sections[^1].Trim());
            return [.. sections[1..^1].Select(s => Of(s[1..] + "\n"))];
        }
    }

    /// <summary>The text of a part, lines ending in LF.</summary>
    public string Text
    {
        get
        {
            Assert.Equal("quoted-printable", this["Content-Transfer-Encoding"]);
            Assert.Contains("charset=utf-8", this["Content-Type"], StringComparison.Ordinal);
            return Encoding.UTF8.GetString(Quoted(_body.Replace("=\n", "", StringComparison.Ordinal)));
        }
    }

    public static ReadMail Of(byte[] mail) => Of(Encoding.Latin1.GetString(mail));

    static ReadMail Of(string mail)
    {
        mail = mail.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.DoesNotContain('\r', mail);
        var end = mail.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = Folds().Replace(mail[..end], " ").Split('\n');
        return new ReadMail([.. lines.Select(l => l.Split(':', 2)).Select(l => (l[0], l[1].Trim()))], mail[(end + 2)..]);
    }

    static string Words(string value) => Word().Replace(Gaps().Replace(value, "?==?"), word =>
    {
        var bytes = word.Groups[2].Value.Equals("B", StringComparison.OrdinalIgnoreCase)
            ? Convert.FromBase64String(word.Groups[3].Value)
            : Quoted(word.Groups[3].Value.Replace('_', ' '));
        return Encoding.GetEncoding(word.Groups[1].Value).GetString(bytes);
    });

    static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            i += 2;
        }

        return [.. bytes];
    }

    [GeneratedRegex("""boundary="?([^";]+)""")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex(@"=\?([^?]+)\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex Gaps();
}
