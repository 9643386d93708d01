using System.Globalization;
using System.Text;

namespace Proactive.Cel.Parsing;

/// <summary>String and bytes literals: prefixes, quotes and escapes.</summary>
static class StringLiteral
{
    public static bool StartsAt(string source, int position)
    {
        var i = position;
        if (i < source.Length && source[i] is 'b' or 'B')
            i++;
        if (i < source.Length && source[i] is 'r' or 'R')
            i++;
        return i < source.Length && source[i] is '"' or '\'';
    }

    public static CelValue Read(string source, ref int position)
    {
        var start = position;
        var isBytes = source[position] is 'b' or 'B';
        if (isBytes)
            position++;
        var isRaw = source[position] is 'r' or 'R';
        if (isRaw)
            position++;
        var quote = source[position];
        var isTriple = string.CompareOrdinal(source, position, new string(quote, 3), 0, 3) == 0;
        var delimiter = new string(quote, isTriple ? 3 : 1);
        position += delimiter.Length;
        var text = new StringBuilder();
        var bytes = isBytes ? new List<byte>() : null;
        while (string.CompareOrdinal(source, position, delimiter, 0, delimiter.Length) != 0)
        {
            if (position >= source.Length || (!isTriple && source[position] is '\n' or '\r'))
                throw new SyntaxException(new(start, position - start), $"The text has no closing {delimiter}.");
            if (source[position] == '\\')
                ReadBackslash(source, ref position, isRaw, isTriple, text, bytes);
            else
                ReadCharacter(source, ref position, text, bytes);
        }
        position += delimiter.Length;
        return isBytes ? CelValue.OfBytes(bytes!.ToArray()) : CelValue.Of(text.ToString());
    }

    static void ReadBackslash(string source, ref int position, bool isRaw, bool isTriple, StringBuilder text, List<byte>? bytes)
    {
        if (!isRaw)
        {
            var (code, isOctet) = ReadEscape(source, ref position, bytes is not null);
            if (bytes is null)
                text.Append(new Rune(code).ToString());
            else if (isOctet)
                bytes.Add((byte)code);
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(new Rune(code).ToString()));
            return;
        }
        ReadCharacter(source, ref position, text, bytes);
    }

    static void ReadCharacter(string source, ref int position, StringBuilder text, List<byte>? bytes)
    {
        if (!Rune.TryGetRuneAt(source, position, out var rune))
            throw new SyntaxException(new(position, 1), "The text holds half of a character (a lone surrogate).");
        position += rune.Utf16SequenceLength;
        if (bytes is null)
            text.Append(rune.ToString());
        else
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
    }

    static (int Code, bool IsOctet) ReadEscape(string source, ref int position, bool isBytes)
    {
        var start = position;
        if (start + 1 == source.Length)
            throw new SyntaxException(new(start, 1), "The text ends in the middle of an escape.");
        var c = source[start + 1];
        position += 2;
        switch (c)
        {
            case 'a': return ('\a', true);
            case 'b': return ('\b', true);
            case 'f': return ('\f', true);
            case 'n': return ('\n', true);
            case 'r': return ('\r', true);
            case 't': return ('\t', true);
            case 'v': return ('\v', true);
            case '\\' or '?' or '"' or '\'' or '`': return (c, true);
            case 'x' or 'X': return (Digits(source, ref position, start, 2), true);
            case 'u' when !isBytes: return (CodePoint(Digits(source, ref position, start, 4), start, 6), false);
            case 'U' when !isBytes: return (CodePoint(Digits(source, ref position, start, 8), start, 10), false);
            case >= '0' and <= '3':
                position = start + 1;
                return (Octal(source, ref position, start), true);
            default:
                throw new SyntaxException(new(start, 2), isBytes && c is 'u' or 'U'
                    ? "Bytes have no \\u escapes; write each byte as \\xHH."
                    : $"'\\{c}' is not an escape; write '\\\\' for a backslash.");
        }
    }

    static int CodePoint(int code, int start, int length) => Rune.IsValid(code)
        ? code
        : throw new SyntaxException(new(start, length), "The escape names no Unicode character.");

    static int Digits(string source, ref int position, int start, int count)
    {
        if (position + count > source.Length
            || !int.TryParse(source.AsSpan(position, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new SyntaxException(new(start, 2), $"The escape needs {count} hexadecimal digits.");
        position += count;
        return code;
    }

    static int Octal(string source, ref int position, int start)
    {
        var code = 0;
        for (var i = 0; i < 3; i++, position++)
            code = position < source.Length && source[position] is >= '0' and <= '7'
                ? code * 8 + (source[position] - '0')
                : throw new SyntaxException(new(start, 2), "An octal escape is three digits, \\000 to \\377.");
        return code;
    }
}
