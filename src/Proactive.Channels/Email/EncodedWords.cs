using System.Buffers;
using System.Globalization;
using System.Text;

namespace Proactive.Channels.Email;

/// <summary>Text beyond ASCII in a header (RFC 2047): words of at most 75 characters, each of which holds whole characters.</summary>
static class EncodedWords
{
    const int MaxWord = 75;
    const int MaxLine = 76;
    const string Begin = "=?utf-8?Q?";
    const string End = "?=";

    // What may stand as itself even in a name before an address (RFC 2047 5.3).
    static readonly SearchValues<char> Safe = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/");

    /// <param name="column">Where on its line the first word begins.</param>
    public static string[] Of(string text, int column)
    {
        var words = new List<string>();
        var base64 = IsShorterInBase64(text);
        var room = Math.Min(MaxWord, MaxLine - column) - Begin.Length - End.Length;
        var start = 0;
        var (length, bytes) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed);
            var longer = base64 ? Base64Length(bytes + rune.Utf8SequenceLength) : length + QLength(rune);
            if (longer > room)
            {
                words.Add(Word(text.AsSpan(start, at - start), base64));
                start = at;
                room = MaxWord - Begin.Length - End.Length;
                (length, bytes) = (0, 0);
            }

            (length, bytes, at) = (length + QLength(rune), bytes + rune.Utf8SequenceLength, at + consumed);
        }

        words.Add(Word(text.AsSpan(start), base64));
        return [.. words];
    }

    static bool IsShorterInBase64(string text)
    {
        var (q, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes()) (q, bytes) = (q + QLength(rune), bytes + rune.Utf8SequenceLength);
        return Base64Length(bytes) < q;
    }

    static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    static int QLength(Rune rune) => IsLiteral(rune) ? 1 : 3 * rune.Utf8SequenceLength;

    static bool IsLiteral(Rune rune) => rune.IsAscii && (rune.Value == ' ' || Safe.Contains((char)rune.Value));

    static string Word(ReadOnlySpan<char> text, bool base64)
    {
        if (base64) return $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ToArray()))}{End}";
        var word = new StringBuilder(Begin);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsLiteral(rune)) word.Append(rune.Value == ' ' ? '_' : (char)rune.Value);
            else foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)]) word.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
        }

        return word.Append(End).ToString();
    }
}
