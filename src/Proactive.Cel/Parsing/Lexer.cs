using System.Globalization;

namespace Proactive.Cel.Parsing;

/// <summary>Source text to tokens; whitespace and comments are dropped.</summary>
sealed class Lexer(string source)
{
    static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    int position;

    public Token Next()
    {
        SkipBlanks();
        if (position >= source.Length)
            return new(TokenKind.End, new(source.Length, 0), "the end");
        var c = source[position];
        if (StringLiteral.StartsAt(source, position))
            return Text();
        if (char.IsAsciiLetter(c) || c == '_')
            return Name();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            return Number();
        if (c == '`')
            return QuotedName();
        foreach (var symbol in Symbols)
            if (string.CompareOrdinal(source, position, symbol, 0, symbol.Length) == 0)
                return Take(TokenKind.Symbol, symbol.Length);
        throw new SyntaxException(new(position, char.IsSurrogatePair(source, position) ? 2 : 1), Unexpected(c));
    }

    static string Unexpected(char c) => c switch
    {
        '=' => "'=' is not an operator; compare with '=='.",
        '&' => "'&' is not an operator; write '&&'.",
        '|' => "'|' is not an operator; write '||'.",
        ';' => "An expression has one value and no ';'.",
        _ => $"The character '{c}' has no meaning here.",
    };

    void SkipBlanks()
    {
        while (position < source.Length)
            if (source[position] is ' ' or '\t' or '\n' or '\r' or '\f')
                position++;
            else if (source[position] == '/' && Peek(1) == '/')
                while (position < source.Length && source[position] is not ('\n' or '\r'))
                    position++;
            else
                return;
    }

    Token Text()
    {
        var start = position;
        var value = StringLiteral.Read(source, ref position);
        return new(TokenKind.Text, new(start, position - start), "a text", value);
    }

    Token Name()
    {
        var length = 1;
        while (char.IsAsciiLetterOrDigit(Peek(length)) || Peek(length) == '_')
            length++;
        return Take(TokenKind.Name, length);
    }

    Token QuotedName()
    {
        var end = source.IndexOf('`', position + 1);
        var name = end < 0 ? "" : source[(position + 1)..end];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ' '))
            throw new SyntaxException(new(position, 1), "A quoted field name is letters, digits, '_', '.', '-', '/' and spaces between two '`'.");
        var span = new SourceSpan(position, end + 1 - position);
        position = end + 1;
        return new(TokenKind.QuotedName, span, name);
    }

    Token Number()
    {
        var length = 0;
        if (source[position] == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            length = 2;
            while (char.IsAsciiHexDigit(Peek(length)))
                length++;
            return Integer(length, source.AsSpan(position + 2, length - 2), NumberStyles.AllowHexSpecifier);
        }
        var isDouble = false;
        while (char.IsAsciiDigit(Peek(length)))
            length++;
        // "42.charAt(0)" selects from 42; only a digit makes the dot a decimal point.
        if (Peek(length) == '.' && char.IsAsciiDigit(Peek(length + 1)))
        {
            isDouble = true;
            length++;
            while (char.IsAsciiDigit(Peek(length)))
                length++;
        }
        if (Peek(length) is 'e' or 'E')
        {
            var sign = Peek(length + 1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(Peek(length + 1 + sign)))
            {
                isDouble = true;
                length += 1 + sign;
                while (char.IsAsciiDigit(Peek(length)))
                    length++;
            }
        }
        if (!isDouble)
            return Integer(length, source.AsSpan(position, length), NumberStyles.None);
        var value = double.Parse(source.AsSpan(position, length), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Take(TokenKind.Number, length, CelValue.Of(value));
    }

    Token Integer(int length, ReadOnlySpan<char> digits, NumberStyles style)
    {
        var fits = ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var magnitude);
        if (Peek(length) is 'u' or 'U')
            return fits
                ? Take(TokenKind.Number, length + 1, CelValue.Of(magnitude))
                : throw new SyntaxException(new(position, length + 1), "The number is larger than a uint can be (18446744073709551615u).");
        if (!fits || magnitude > 1UL << 63)
            throw new SyntaxException(new(position, length), "The number is larger than an int can be (9223372036854775807).");
        // 9223372036854775808 exists only with a minus in front of it.
        return Take(TokenKind.Number, length, CelValue.Of(unchecked((long)magnitude))) with { NeedsMinus = magnitude == 1UL << 63 };
    }

    Token Take(TokenKind kind, int length, CelValue value = default)
    {
        var token = new Token(kind, new(position, length), source.Substring(position, length), value);
        position += length;
        return token;
    }

    char Peek(int ahead) => position + ahead < source.Length ? source[position + ahead] : '\0';
}
