using System.Buffers;
using System.Text;

namespace Proactive.Channels.Email;

/// <summary>Text as RFC 2045 6.7 writes it.</summary>
static class QuotedPrintable
{
    const int MaxLine = 76;

    static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    static readonly SearchValues<char> Literal = SearchValues.Create([.. Enumerable.Range(' ', 95).Select(c => (char)c).Where(c => c != '='), '\t']);

    /// <summary>The text in UTF-8, every kind of line break as CRLF, ending in one.</summary>
    public static void Append(ArrayBufferWriter<byte> target, string text)
    {
        foreach (var line in text.AsSpan().TrimEnd("\r\n").EnumerateLines()) AppendLine(target, line);
    }

    static void AppendLine(ArrayBufferWriter<byte> target, ReadOnlySpan<char> line)
    {
        var column = 0;
        while (!line.IsEmpty)
        {
            var literals = Literals(line, begins: column == 0);
            // What does not end here needs room for the sign that it goes on.
            var room = (literals == line.Length ? MaxLine : MaxLine - 1) - column;
            if (literals > room) room = MaxLine - 1 - column;
            if (literals > 0 && room > 0)
            {
                var count = Math.Min(literals, room);
                column += (int)Encoding.ASCII.GetBytes(line[..count], target);
                line = line[count..];
            }
            else if (literals > 0 || !TryAppendRune(target, ref line, ref column))
            {
                target.Write("=\r\n"u8);
                column = 0;
            }
        }

        target.Write("\r\n"u8);
    }

    // How many characters from here stand for themselves; more than a line holds are not counted.
    static int Literals(ReadOnlySpan<char> line, bool begins)
    {
        // A dot that begins a line is doubled on the way, and some relay may leave it so.
        if (begins && line[0] == '.') return 0;
        var next = line[..Math.Min(line.Length, MaxLine + 1)];
        var count = next.IndexOfAnyExcept(Literal);
        if (count >= 0) return count;
        // A space that ends a line may be lost on the way.
        return next.Length == line.Length && (line[^1] is ' ' or '\t') ? next.Length - 1 : next.Length;
    }

    // Never splits a character over two lines.
    static bool TryAppendRune(ArrayBufferWriter<byte> target, ref ReadOnlySpan<char> line, ref int column)
    {
        Rune.DecodeFromUtf16(line, out var rune, out var consumed);
        var length = 3 * rune.Utf8SequenceLength;
        if (column + length > (consumed == line.Length ? MaxLine : MaxLine - 1)) return false;

        var written = target.GetSpan(length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
        {
            (written[0], written[1], written[2]) = ((byte)'=', Digits[octet >> 4], Digits[octet & 15]);
            written = written[3..];
        }

        target.Advance(length);
        line = line[consumed..];
        column += length;
        return true;
    }
}
