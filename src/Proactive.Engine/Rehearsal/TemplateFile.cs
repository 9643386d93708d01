using System.Text.RegularExpressions;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Rehearsal;

/// <summary>A template file as its author wrote it: which words are its own, and where they stand.</summary>
sealed partial class TemplateFile(TemplateSource source)
{
    const int LeastLetters = 3;

    static readonly char[] Around = [' ', '\t', '-'];

    public TemplateSource Source { get; } = source;

    /// <summary>The partials it includes, by name.</summary>
    public IEnumerable<string> Includes => Include().Matches(Source.Text).Select(m => m.Groups[1].Value).Distinct();

    /// <summary>Where its headings of the first level start.</summary>
    public IReadOnlyList<int> Headings => [.. Heading().Matches(Source.Text).Select(m => m.Index)];

    /// <summary>Its sentences, and where each starts; no headings, labels or link texts. A placeholder is one short word.</summary>
    public IEnumerable<(string Text, int Offset)> Sentences => Paragraphs().SelectMany(p => ReadingLevel.SentencesIn(p.Text).Select(s => (s.Text, p.Offset + s.Offset)));

    /// <summary>The longest run of its own words that stands in <paramref name="rendered"/>, and where it starts in the file; -1 if there is none.</summary>
    public (int Length, int Offset) LongestIn(string rendered)
    {
        var found = Run().Matches(Tag().Replace(Source.Text, tag => new string('\n', tag.Length)))
            .Select(m => (Words: m.Value.Trim(Around), Offset: m.Index + m.Length - m.Value.TrimStart(Around).Length))
            .Where(r => r.Words.Count(char.IsLetter) >= LeastLetters && rendered.Contains(r.Words, StringComparison.Ordinal)).DefaultIfEmpty().MaxBy(r => r.Words?.Length);
        return found.Words is null ? (0, -1) : (found.Words.Length, found.Offset);
    }

    /// <summary>Where <paramref name="text"/> stands on the line of <paramref name="offset"/>, else that offset.</summary>
    public int OnLine(int offset, string text)
    {
        var start = offset == 0 ? 0 : Source.Text.LastIndexOf('\n', offset - 1) + 1;
        var end = Source.Text.IndexOf('\n', offset);
        var at = text.Length == 0 ? -1 : Source.Text[start..(end < 0 ? Source.Text.Length : end)].IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? offset : start + at;
    }

    IEnumerable<(string Text, int Offset)> Paragraphs()
    {
        // Places stay: an else begins another paragraph, other control tags leave room, and what is printed becomes one letter.
        var words = Link().Replace(Tag().Replace(Source.Text, t => t.Groups["else"].Success ? Room(t, '\n') : t.Groups["control"].Success ? Room(t, ' ') : Room(t, 'X')), l => Room(l, 'X'));
        int from = 0, to = 0;
        foreach (Match line in Line().Matches(words))
        {
            var isText = !string.IsNullOrWhiteSpace(line.Value) && !line.Value.StartsWith('#');
            var item = Item().Match(line.Value);
            if ((!isText || item.Success) && to > from) yield return (words[from..to].Replace('\n', ' '), from);
            if (!isText) from = to = line.Index;
            else (from, to) = (item.Success ? line.Index + item.Length : to > from ? from : line.Index, line.Index + line.Length);
        }

        if (to > from) yield return (words[from..to].Replace('\n', ' '), from);
    }

    static string Room(Match match, char last) => new string(last == '\n' ? '\n' : ' ', match.Length - 1) + last;

    [GeneratedRegex(@"\{\{~?\s*(?:(?<else>else\b)|(?<control>(?:if|for|end|include)\b))?.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\[[^\]\n]*\]\([^)\n]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\{\{~?\s*include\s+'([\w-]+)'")]
    private static partial Regex Include();

    [GeneratedRegex(@"^#(?!#)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\n]+|(?<=\n)(?=\n)")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\s*(?:[-*]|X\.|\d+\.)\s+")]
    private static partial Regex Item();

    [GeneratedRegex(@"[^\n*\[\]()<>#]+")]
    private static partial Regex Run();
}
