using System.Globalization;
using System.Text;

namespace Proactive.Cel.Library;

/// <summary>Patterns in RE2 syntax as .NET patterns of the same meaning: classes are ASCII, '.' is a whole code point, '$' is the very end.</summary>
internal static class Re2Syntax
{
    private const int MaxLength = 1_000;
    private const int MaxRepeat = 1_000;
    private const string AnyButNewline = @"(?:[^\n\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";

    /// <summary>The translated pattern, null if it is not RE2.</summary>
    public static string? Translate(string pattern)
    {
        if (pattern.Length > MaxLength)
            return null;
        var text = new StringBuilder(pattern.Length + 16);
        for (var i = 0; i < pattern.Length; i++)
            if (!Step(pattern, ref i, text))
                return null;
        return text.ToString();
    }

    private static bool Step(string pattern, ref int i, StringBuilder text)
    {
        switch (pattern[i])
        {
            case '\\': return Escape(pattern, ref i, text, inClass: false);
            case '[': return Class(pattern, ref i, text);
            case '(': return Group(pattern, ref i, text);
            case '{': return Repeat(pattern, ref i, text);
            case '.':
                text.Append(AnyButNewline);
                return true;
            case '$':
                text.Append(@"\z");
                return true;
            default:
                text.Append(pattern[i]);
                return true;
        }
    }

    private static bool Escape(string pattern, ref int i, StringBuilder text, bool inClass)
    {
        if (++i >= pattern.Length)
            return false;
        var c = pattern[i];
        switch (c)
        {
            case 'd': text.Append(inClass ? "0-9" : "[0-9]"); return true;
            case 'w': text.Append(inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]"); return true;
            case 's': text.Append(inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]"); return true;
            case 'D' when !inClass: text.Append("[^0-9]"); return true;
            case 'W' when !inClass: text.Append("[^0-9A-Za-z_]"); return true;
            case 'S' when !inClass: text.Append(@"[^\t\n\f\r ]"); return true;
            case 'b' or 'B' or 'A' or 'z' when !inClass: text.Append('\\').Append(c); return true;
            case 'a' or 'f' or 'n' or 'r' or 't' or 'v': text.Append('\\').Append(c); return true;
            case 'p' or 'P': return Category(pattern, ref i, text);
            case 'x': return Hex(pattern, ref i, text);
            case 'Q' when !inClass: return Quote(pattern, ref i, text);
            default:
                // Backreferences and the like have letters or digits; RE2 has none.
                if (char.IsAsciiLetterOrDigit(c) || c > 127)
                    return false;
                text.Append('\\').Append(c);
                return true;
        }
    }

    private static bool Class(string pattern, ref int i, StringBuilder text)
    {
        text.Append('[');
        i++;
        if (i < pattern.Length && pattern[i] == '^')
            text.Append(pattern[i++]);
        for (var first = true; i < pattern.Length && (pattern[i] != ']' || first); first = false, i++)
            if (pattern[i] == '\\')
            {
                if (!Escape(pattern, ref i, text, inClass: true))
                    return false;
            }
            else if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
            {
                if (!NamedClass(pattern, ref i, text))
                    return false;
            }
            else if (pattern[i] is '[' or ']')
                text.Append('\\').Append(pattern[i]);
            else
                text.Append(pattern[i]);
        text.Append(']');
        return i < pattern.Length;
    }

    private static bool NamedClass(string pattern, ref int i, StringBuilder text)
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
        text.Append(characters);
        i = end + 1;
        return characters is not null;
    }

    // (…), (?:…), (?flags), (?flags:…), (?P<name>…), (?<name>…); lookaround and atomic groups are not RE2.
    private static bool Group(string pattern, ref int i, StringBuilder text)
    {
        text.Append('(');
        if (i + 1 >= pattern.Length || pattern[i + 1] != '?')
            return true;
        text.Append('?');
        i += 2;
        if (i < pattern.Length && pattern[i] == 'P')
            i++;
        if (i < pattern.Length && pattern[i] == '<')
        {
            text.Append('<');
            return i + 1 < pattern.Length && (char.IsAsciiLetter(pattern[i + 1]) || pattern[i + 1] == '_');
        }
        for (; i < pattern.Length && pattern[i] is not (':' or ')'); i++)
            if (pattern[i] is 'i' or 'm' or 's' or '-')
                text.Append(pattern[i]);
            else
                return false;
        if (i < pattern.Length)
            text.Append(pattern[i]);
        return i < pattern.Length;
    }

    private static bool Repeat(string pattern, ref int i, StringBuilder text)
    {
        var end = pattern.IndexOf('}', i);
        var counts = end < 0 ? [] : pattern[(i + 1)..end].Split(',');
        var isRepeat = counts.Length is 1 or 2 && counts[0].Length > 0
            && counts.All(c => c.All(char.IsAsciiDigit) && c.Length < 6 && (c.Length == 0 || int.Parse(c, CultureInfo.InvariantCulture) <= MaxRepeat));
        if (isRepeat)
            text.Append(pattern.AsSpan(i, end - i + 1));
        else
            text.Append(@"\{");
        if (isRepeat)
            i = end;
        // A count that is only too large is no literal brace.
        return isRepeat || counts.Length == 0 || !counts.All(c => c.All(char.IsAsciiDigit)) || counts[0].Length == 0;
    }

    private static bool Category(string pattern, ref int i, StringBuilder text)
    {
        text.Append('\\').Append(pattern[i]);
        if (++i >= pattern.Length)
            return false;
        var end = pattern[i] == '{' ? pattern.IndexOf('}', i) : i;
        if (end < 0)
            return false;
        var name = pattern[i] == '{' ? pattern[(i + 1)..end] : pattern[i].ToString();
        i = end;
        text.Append('{').Append(name switch { "Greek" => "IsGreek", "Cyrillic" => "IsCyrillic", "Hebrew" => "IsHebrew", "Arabic" => "IsArabic", _ => name }).Append('}');
        return true;
    }

    private static bool Hex(string pattern, ref int i, StringBuilder text)
    {
        var isBraced = i + 1 < pattern.Length && pattern[i + 1] == '{';
        var start = isBraced ? i + 2 : i + 1;
        var end = isBraced ? pattern.IndexOf('}', i) : i + 3;
        if (end < 0 || end > pattern.Length
            || !int.TryParse(pattern.AsSpan(start, Math.Max(end - start, 0)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
            return false;
        foreach (var unit in new Rune(code).ToString())
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        i = isBraced ? end : end - 1;
        return true;
    }

    private static bool Quote(string pattern, ref int i, StringBuilder text)
    {
        var end = pattern.IndexOf(@"\E", i, StringComparison.Ordinal);
        text.Append(System.Text.RegularExpressions.Regex.Escape(end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end]));
        i = end < 0 ? pattern.Length : end + 1;
        return true;
    }
}
