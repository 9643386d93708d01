using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Cel.Library;

// Escapes and character classes.
sealed partial class Re2Syntax
{
    bool Escape()
    {
        i++;
        switch (Peek(0))
        {
            case 'd': text.Append("[0-9]"); return true;
            case 'w': text.Append("[0-9A-Za-z_]"); return true;
            case 's': text.Append(@"[\t\n\f\r ]"); return true;
            case 'D': return Negated("0-9");
            case 'W': return Negated("0-9A-Za-z_");
            case 'S': return Negated(@"\t\n\f\r ");
            case 'b' or 'B' or 'A' or 'z': text.Append('\\').Append(pattern[i]); return true;
            case 'Q': return Quote();
            default: return CharacterEscape(text);
        }
    }

    bool Negated(string characters)
    {
        text.Append(CultureInfo.InvariantCulture, $"(?:[^{characters}{Surrogates}]|{Pair})");
        return true;
    }

    // What means the same inside a class and outside.
    bool CharacterEscape(StringBuilder to)
    {
        var c = Peek(0);
        if (c is 'p' or 'P')
            return Category(to);
        if (c == 'x')
            return Hex(to);
        // Back references and the like have letters or digits; RE2 has none.
        if (c is 'a' or 'f' or 'n' or 'r' or 't' or 'v' || (c is > '\0' and < '\x7F' && !char.IsAsciiLetterOrDigit(c)))
        {
            to.Append('\\').Append(c);
            return true;
        }
        return false;
    }

    bool Class()
    {
        var isNegated = Peek(1) == '^';
        i += isNegated ? 2 : 1;
        var (units, pairs) = (new StringBuilder(), new StringBuilder());
        for (var isFirst = true; i < pattern.Length && (pattern[i] != ']' || isFirst); isFirst = false, i++)
            if (!ClassMember(units, pairs))
                return false;
        if (i >= pattern.Length || (isNegated && pairs.Length > 0))
            return false;
        if (isNegated)
            return Negated(units.ToString());
        text.Append(pairs.Length == 0 ? $"[{units}]" : units.Length == 0 ? $"(?:{pairs.ToString()[1..]})" : $"(?:[{units}]{pairs})");
        return true;
    }

    bool ClassMember(StringBuilder units, StringBuilder pairs)
    {
        if (pattern[i] == '\\')
        {
            i++;
            return ClassEscape(units);
        }
        if (pattern[i] == '[' && Peek(1) == ':')
            return NamedClass(units);
        if (i + 1 < pattern.Length && char.IsSurrogatePair(pattern, i))
        {
            // A range of such characters would need taking apart; none is written in rules.
            pairs.Append('|').Append(pattern, i++, 2);
            return Peek(1) != '-' || Peek(2) == ']';
        }
        if (pattern[i] is '[' or ']')
            units.Append('\\');
        units.Append(pattern[i]);
        return true;
    }

    bool ClassEscape(StringBuilder units)
    {
        var characters = Peek(0) switch
        {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            's' => @"\t\n\f\r ",
            'D' => @"\x00-/:-\uFFFF",
            'W' => @"\x00-/:-@\[-^`{-\uFFFF",
            'S' => @"\x00-\x08\v\x0E-\x1F!-\uFFFF",
            _ => null,
        };
        units.Append(characters);
        return characters is not null || CharacterEscape(units);
    }

    bool NamedClass(StringBuilder units)
    {
        var end = pattern.IndexOf(":]", i, StringComparison.Ordinal);
        var characters = end < 0 ? null : pattern[(i + 2)..end] switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "digit" => "0-9",
            "lower" => "a-z",
            "upper" => "A-Z",
            "space" => @"\t\n\v\f\r ",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            "blank" => @"\t ",
            "punct" => @"!-/:-@\[-`{-~",
            "ascii" => @"\x00-\x7F",
            "print" => " -~",
            "graph" => "!-~",
            "cntrl" => @"\x00-\x1F\x7F",
            _ => null,
        };
        units.Append(characters);
        i = end + 1;
        return characters is not null;
    }

    bool Category(StringBuilder to)
    {
        to.Append('\\').Append(pattern[i++]);
        var end = Peek(0) == '{' ? pattern.IndexOf('}', i) : i;
        if (end < 0 || end >= pattern.Length)
            return false;
        var name = Peek(0) == '{' ? pattern[(i + 1)..end] : pattern[i].ToString();
        i = end;
        // Scripts go by .NET's block names; general categories have the same names.
        to.Append('{').Append(name is "Greek" or "Cyrillic" or "Hebrew" or "Arabic" or "Thai" ? "Is" + name : name).Append('}');
        return true;
    }

    bool Hex(StringBuilder to)
    {
        var isBraced = Peek(1) == '{';
        var start = isBraced ? i + 2 : i + 1;
        var end = isBraced ? pattern.IndexOf('}', i) : i + 3;
        if (end < start || end > pattern.Length
            || !int.TryParse(pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0xFFFF || !Rune.IsValid(code))
            return false;
        to.Append(CultureInfo.InvariantCulture, $"\\u{code:X4}");
        i = isBraced ? end : end - 1;
        return true;
    }

    bool Quote()
    {
        var end = pattern.IndexOf(@"\E", i, StringComparison.Ordinal);
        text.Append(Regex.Escape(end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end]));
        i = end < 0 ? pattern.Length : end + 1;
        return true;
    }
}
