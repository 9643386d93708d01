using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Cel.Library;

/// <summary>Patterns in RE2 syntax as .NET patterns of the same meaning: classes are ASCII, '.' is a whole code point, '$' is the very end.</summary>
sealed partial class Re2Syntax
{
    const int MaxLength = 1_000;
    const int MaxRepeat = 1_000;
    const string Surrogates = @"\uD800-\uDFFF";
    const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    readonly string pattern;
    readonly StringBuilder text = new();
    readonly Stack<Flags> outer = new();
    Flags flags;
    int i;

    Re2Syntax(string pattern) => this.pattern = pattern;

    readonly record struct Flags(bool DotIsAll, bool LineByLine);

    /// <summary>The translated pattern, null if it is not RE2.</summary>
    public static string? Translate(string pattern)
    {
        if (pattern.Length > MaxLength)
            return null;
        var syntax = new Re2Syntax(pattern);
        for (; syntax.i < pattern.Length; syntax.i++)
            if (!syntax.Step())
                return null;
        return syntax.text.ToString();
    }

    bool Step()
    {
        switch (pattern[i])
        {
            case '\\': return Escape();
            case '[': return Class();
            case '(': return Group();
            case '{': return Repeat();
            case ')':
                outer.TryPop(out flags);
                text.Append(')');
                return true;
            case '.':
                text.Append(CultureInfo.InvariantCulture, $"(?:[^{(flags.DotIsAll ? "" : @"\n")}{Surrogates}]|{Pair})");
                return true;
            case '$':
                text.Append(flags.LineByLine ? "$" : @"\z");
                return true;
            default:
                AppendLiteral();
                return true;
        }
    }

    // A character of two units is one for the quantifier after it.
    void AppendLiteral()
    {
        if (i + 1 < pattern.Length && char.IsSurrogatePair(pattern, i))
            text.Append("(?:").Append(pattern, i++, 2).Append(')');
        else
            text.Append(pattern[i]);
    }

    // (…), (?:…), (?flags), (?flags:…), (?P<name>…), (?<name>…); lookaround and atomic groups are not RE2.
    bool Group()
    {
        text.Append('(');
        if (Peek(1) != '?')
        {
            outer.Push(flags);
            return true;
        }
        i += Peek(2) == 'P' ? 3 : 2;
        text.Append('?');
        if (Peek(0) == '<')
        {
            outer.Push(flags);
            text.Append('<');
            return char.IsAsciiLetter(Peek(1)) || Peek(1) == '_';
        }
        return GroupFlags();
    }

    bool GroupFlags()
    {
        var changed = flags;
        var isOn = true;
        for (; Peek(0) is not (':' or ')'); i++)
        {
            switch (Peek(0))
            {
                case '-': isOn = false; break;
                case 's': changed = changed with { DotIsAll = isOn }; break;
                case 'm': changed = changed with { LineByLine = isOn }; break;
                case 'i': break;
                default: return false;
            }
            text.Append(pattern[i]);
        }
        if (pattern[i] == ':')
            outer.Push(flags);
        text.Append(pattern[i]);
        flags = changed;
        return true;
    }

    bool Repeat()
    {
        var match = RepeatPattern().Match(pattern, i);
        if (!match.Success)
        {
            text.Append(@"\{");
            return true;
        }
        text.Append(match.Value);
        i += match.Length - 1;
        return IsAllowed(match.Groups[1]) && IsAllowed(match.Groups[2]);
    }

    static bool IsAllowed(Group count) =>
        !count.Success || count.Length == 0 || (count.Length <= 4 && int.Parse(count.ValueSpan, CultureInfo.InvariantCulture) <= MaxRepeat);

    [GeneratedRegex(@"\G\{(\d+)(?:,(\d*))?\}", RegexOptions.ECMAScript)]
    private static partial Regex RepeatPattern();

    char Peek(int ahead) => i + ahead < pattern.Length ? pattern[i + ahead] : '\0';
}
