using System.Text;

namespace Proactive.Functions.Tests;

/// <summary>Writes templates of the language we check, from a seed: any nesting, any white space, any comparison that a type allows.</summary>
sealed class AnyTemplate(Random random)
{
    static readonly string[] Texts = ["name", "tricky", "item.title", "'Anna'", "\"\"", "'a\ue000'", "'a😀'", "high"];
    static readonly string[] Ints = ["count", "zero", "less", "3", "0", "9223372036854775807", "item.number"];
    static readonly string[] Bools = ["yes", "no", "true", "false", "item.isLast"];
    static readonly string[] Orders = ["==", "!=", "<", "<=", ">", ">="];
    static readonly string[] Around = ["", " ", "  ", "\n", "\n\n", " \n", "\n  ", "\t", "\u00a0", "\u2003\n", "\v", "\u0085", "\r", "a", "{ ", " }", "\\", "'", "\"", "#", "%", "|", "$x", "@", "😀", "-", "~", "..", "}", "}}"];

    readonly StringBuilder _text = new();
    int _depth, _loops;

    public string Next()
    {
        _text.Clear();
        Body(null);
        return _text.ToString();
    }

    /// <summary>Words of the language in any order: almost none means anything.</summary>
    public string Soup()
    {
        string[] words = [.. Texts, .. Ints, .. Bools, .. Orders, "&&", "||", "!", "(", ")", "in", "agencies", "items", "1u", "0x1F", "1e3", "1.5", "r'a'", "b'a'", "'''a'''", ".", "?", ":", ",", "-", "+", "null", "empty", "[0]", "size", "03", "1_0", "$", "@", "^", "|", "??", "..", "as"];
        var soup = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Of(words) + (random.Next(3) == 0 ? "" : " ")));
        return random.Next(2) == 0 ? $"{{{{ if {soup} }}}}a{{{{ else }}}}b{{{{ end }}}}" : $"[{{{{ {soup} }}}}]";
    }

    void Body(string? variable)
    {
        for (var pieces = random.Next(1, 5); pieces > 0; pieces--)
        {
            _text.Append(Of(Around)).Append(Of(Around));
            Piece(variable);
        }

        _text.Append(Of(Around)).Append(Of(Around));
    }

    void Piece(string? variable)
    {
        switch (_depth++ > 3 ? 0 : random.Next(6))
        {
            case 1:
                Tag($"if {Bool(3)}");
                Body(variable);
                for (var more = random.Next(3); more > 0; more--)
                {
                    Tag($"else if {Bool(2)}");
                    Body(variable);
                }

                if (random.Next(2) == 0)
                {
                    Tag("else");
                    Body(variable);
                }

                Tag("end");
                break;
            case 2:
                var each = $"each{_loops++}";
                Tag($"for {each} in {Of("items", "agencies", "nothing")}");
                Body(each);
                Tag("end");
                break;
            case 3:
                Tag($"include '{Of("line", "inline", "outer")}'");
                break;
            default:
                Tag(random.Next(2) == 0 ? Of(Texts) : Of(Ints));
                break;
        }

        _depth--;
    }

    void Tag(string inner) => _text.Append("{{").Append(Of("", "~")).Append(Of(" ", "", "  ")).Append(inner).Append(Of(" ", "", "\t")).Append(Of("", "~")).Append("}}");

    string Bool(int depth) => random.Next(depth > 0 ? 9 : 4) switch
    {
        < 2 => Of(Bools),
        2 => $"{Of(Texts)} {Of(Orders)} {Of(Texts)}",
        3 => $"{Of(Ints)}{Of(Orders)}{Of(Ints)}",
        4 => $"!{Of(Bools)}",
        5 => $"({Bool(depth - 1)})",
        6 => $"!({Bool(depth - 1)})",
        7 => $"{Truth(depth)} {Of(Orders)} {Truth(depth)} {Of(Orders)} {Truth(depth)}",
        _ => $"{Bool(depth - 1)} {Of("&&", "||")} {Bool(depth - 1)}",
    };

    string Truth(int depth) => random.Next(2) == 0 ? Of("", "!") + Of(Bools) : $"({Bool(depth - 1)})";

    string Of(params string[] choices) => choices[random.Next(choices.Length)];
}
