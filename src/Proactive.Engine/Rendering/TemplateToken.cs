using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A template's text and the path by which problems name it.</summary>
sealed class TemplateSource(string path, string text)
{
    public string Path { get; } = path;
    public string Text { get; } = text;

    public Problem ProblemAt(int offset, string message)
    {
        var before = Text[..Math.Min(offset, Text.Length)];
        var line = before.Count(c => c == '\n') + 1;
        return new Problem(Path, line, before.Length - (before.LastIndexOf('\n') + 1) + 1, message, Text.Split('\n')[line - 1].TrimEnd('\r'));
    }
}

/// <summary>A run of text, or what stands between <c>{{</c> and <c>}}</c>, and where it starts.</summary>
sealed record TemplateToken(bool IsTag, string Text, int Offset)
{
    public static List<TemplateToken> Split(TemplateSource source, ProblemList problems)
    {
        var tokens = new List<TemplateToken>();
        var text = source.Text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = 0;
        var trimNext = false;
        while (at < text.Length)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            var trimThis = open >= 0 && open + 2 < text.Length && text[open + 2] == '~';
            AddText(tokens, text[at..end], at, trimNext, trimThis);
            if (open < 0) break;
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                problems.Add(source.ProblemAt(open, "this {{ is never closed; add }}"));
                break;
            }

            var start = open + (trimThis ? 3 : 2);
            trimNext = text[close - 1] == '~' && close - 1 >= start;
            var inner = text[start..(trimNext ? close - 1 : close)];
            tokens.Add(new TemplateToken(true, inner.Trim(), start + inner.Length - inner.TrimStart().Length));
            at = close + 2;
        }

        return tokens;
    }

    // As Scriban does it: {{~ takes the spaces before it on its line, ~}} those after it and the line break.
    static void AddText(List<TemplateToken> tokens, string text, int offset, bool trimStart, bool trimEnd)
    {
        if (trimStart)
        {
            var kept = text.TrimStart(' ', '\t');
            text = kept.StartsWith('\n') ? kept[1..] : kept;
        }

        if (trimEnd) text = text.TrimEnd(' ', '\t');
        if (text.Length > 0) tokens.Add(new TemplateToken(false, text, offset));
    }
}
