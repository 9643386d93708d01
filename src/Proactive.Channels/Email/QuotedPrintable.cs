using System.Globalization;
using System.Text;

namespace Proactive.Channels.Email;

/// <summary>Text as RFC 2045 6.7 writes it.</summary>
static class QuotedPrintable
{
    const int MaxLine = 76;

    /// <summary>The text in UTF-8, every kind of line break as CRLF, ending in one.</summary>
    public static void Append(StringBuilder target, string text)
    {
        foreach (var line in text.AsSpan().TrimEnd("\r\n").EnumerateLines()) AppendLine(target, line);
    }

    static void AppendLine(StringBuilder target, ReadOnlySpan<char> line)
    {
        var start = target.Length;
        Span<char> written = stackalloc char[12];
        for (var rest = line; !rest.IsEmpty;)
        {
            Rune.DecodeFromUtf16(rest, out var rune, out var consumed);
            rest = rest[consumed..];
            var length = Write(rune, written, begins: target.Length == start, ends: rest.IsEmpty);
            if (target.Length - start + length > (rest.IsEmpty ? MaxLine : MaxLine - 1))
            {
                target.Append("=\r\n");
                start = target.Length;
                length = Write(rune, written, begins: true, ends: rest.IsEmpty);
            }

            target.Append(written[..length]);
        }

        target.Append("\r\n");
    }

    // Never splits a character over two lines.
    static int Write(Rune rune, Span<char> written, bool begins, bool ends)
    {
        var literal = rune.Value switch
        {
            // A space that ends a line may be lost on the way.
            ' ' or '\t' => !ends,
            // A dot that begins one is doubled on the way, and some relay may leave it so.
            '.' => !begins,
            '=' => false,
            var other => other is > 32 and < 127,
        };
        if (literal)
        {
            written[0] = (char)rune.Value;
            return 1;
        }

        Span<byte> utf8 = stackalloc byte[4];
        var count = rune.EncodeToUtf8(utf8);
        for (var i = 0; i < count; i++)
        {
            written[3 * i] = '=';
            utf8[i].TryFormat(written[((3 * i) + 1)..], out _, "X2", CultureInfo.InvariantCulture);
        }

        return 3 * count;
    }
}
