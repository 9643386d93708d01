using System.Globalization;
using System.Text;

namespace Proactive.Channels.Email;

/// <summary>
/// A mail that came in, or a part of one (RFC 5322, 2045, 2046). Takes what programs really write: lines that end in LF only, lines
/// that are no headers, a last boundary that is missing. Texts hold one character an octet.
/// </summary>
sealed class MimePart
{
    const int MaxParts = 20;
    const int MaxDepth = 4;
    const int MaxHeaderLines = 1000;

    readonly List<(string Name, string Value)> _headers = [];
    readonly string _body;

    MimePart(string text) => _body = text[ReadHeaders(text)..];

    /// <summary>The value of the first header of this name, unfolded; null: there is none.</summary>
    public string? this[string name] => _headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The media type in small letters.</summary>
    public string Type => this["Content-Type"] is { } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "text/plain";

    /// <summary>What follows the headers, decoded; empty if it cannot be.</summary>
    public string Body => this["Content-Transfer-Encoding"]?.Trim().ToLowerInvariant() switch
    {
        "base64" => FromBase64(_body),
        "quoted-printable" => FromQuotedPrintable(_body),
        _ => _body,
    };

    /// <summary>Only what is not inside of parts.</summary>
    public static MimePart Read(string text) => new(text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\n'));

    /// <summary>The mail, and all parts below it in their order; what it carries as a whole (message/rfc822) is one part. Null: there are more or deeper ones than any mail needs.</summary>
    public static IReadOnlyList<MimePart>? ReadAll(string mail)
    {
        var all = new List<MimePart>();
        return Read(mail).Collect(all, 0) ? all : null;
    }

    bool Collect(List<MimePart> all, int depth)
    {
        if (all.Count == MaxParts || depth > MaxDepth) return false;
        all.Add(this);
        return !Type.StartsWith("multipart/", StringComparison.Ordinal) || Parameter("boundary") is not { Length: > 0 } boundary
            || Sections(boundary).All(section => new MimePart(section).Collect(all, depth + 1));
    }

    // Ends after the empty line.
    int ReadHeaders(string text)
    {
        var value = new StringBuilder();
        var (name, lines) = ("", 0);
        var at = 0;
        while (at < text.Length)
        {
            var line = LineAt(text, ref at);
            if (line.IsWhiteSpace()) break;
            if (++lines > MaxHeaderLines) continue;
            if (line[0] is not (' ' or '\t'))
            {
                Add(name, value);
                var colon = line.IndexOf(':');
                name = colon > 0 ? line[..colon].TrimEnd().ToString() : "";
                line = line[(colon + 1)..];
            }

            value.Append(line);
        }

        Add(name, value);
        return at;
    }

    void Add(string name, StringBuilder value)
    {
        if (name.Length > 0 && !name.Contains(' ', StringComparison.Ordinal)) _headers.Add((name, value.ToString().Trim()));
        value.Clear();
    }

    List<string> Sections(string boundary)
    {
        var sections = new List<string>();
        var (start, end, at) = (-1, 0, 0);
        while (at < _body.Length)
        {
            // The line break before a boundary belongs to it.
            end = Math.Max(at - 1, start);
            var line = LineAt(_body, ref at);
            if (!line.StartsWith("--", StringComparison.Ordinal) || !line[2..].StartsWith(boundary, StringComparison.Ordinal)) continue;
            var rest = line[(boundary.Length + 2)..].Trim();
            if (rest is not ("" or "--")) continue;
            if (start >= 0) sections.Add(_body[start..end]);
            if (rest.Length > 0) return sections;
            start = at;
        }

        if (start >= 0) sections.Add(_body[start..]);
        return sections;
    }

    string? Parameter(string name)
    {
        var (quoted, start) = (false, 0);
        var type = this["Content-Type"]!;
        for (var i = 0; i <= type.Length; i++)
        {
            if (i < type.Length && type[i] == '"') quoted = !quoted;
            if (i < type.Length && (quoted || type[i] != ';')) continue;
            var pair = type[start..i].Split('=', 2);
            if (pair.Length == 2 && pair[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return pair[1].Trim().Trim('"');
            start = i + 1;
        }

        return null;
    }

    static ReadOnlySpan<char> LineAt(string text, ref int at)
    {
        var rest = text.AsSpan(at);
        var length = rest.IndexOf('\n');
        at += length < 0 ? rest.Length : length + 1;
        return length < 0 ? rest : rest[..length];
    }

    static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Octets(bytes.AsSpan(0, count)) : "";
    }

    static string FromQuotedPrintable(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            else if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)) (_, i) = (decoded.Append((char)octet), i + 2);
            else decoded.Append(text[i]);
        }

        return decoded.ToString();
    }

    public static string Octets(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
