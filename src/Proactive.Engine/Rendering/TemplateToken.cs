using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A run of text, or what stands between <c>{{</c> and <c>}}</c>, and where it starts.</summary>
sealed record TemplateToken(bool IsTag, string Text, int Offset)
{
    public static List<TemplateToken> Split(TemplateSource source, ProblemList problems)
    {
        var tokens = new List<TemplateToken>();
        var text = source.Text;
        // Scriban would take it for the beginning of text that is not looked at.
        if (text.IndexOf("{%", StringComparison.Ordinal) is >= 0 and var raw) problems.Add(source.ProblemAt(raw, "a template cannot hold {%"));
        // Scriban would take it for the end.
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero) problems.Add(source.ProblemAt(zero, "a template cannot hold a zero character"));
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
            if (close < 0 || text.AsSpan(open, close - open).Contains('\n'))
            {
                problems.Add(source.ProblemAt(open, "this {{ is never closed; add }} on the same line"));
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

    // As Scriban does it: {{~ takes the white space before it on its line, ~}} that after it and the line break.
    static void AddText(List<TemplateToken> tokens, string text, int offset, bool trimStart, bool trimEnd)
    {
        var (from, until) = (0, text.Length);
        if (trimStart)
        {
            while (from < until && text[from] != '\n' && char.IsWhiteSpace(text[from])) from++;
            if (from < until && text[from] == '\n') from++;
        }

        if (trimEnd)
        {
            while (until > from && text[until - 1] != '\n' && char.IsWhiteSpace(text[until - 1])) until--;
        }

        if (until > from) tokens.Add(new TemplateToken(false, text[from..until], offset + from));
    }
}
