using System.Text.RegularExpressions;

namespace Proactive.Engine.Rendering;

/// <summary>
/// How hard words are to read, as LIX: words a sentence, plus the percentage of words longer than six letters (C. H. Björnsson, Läsbarhet, 1968).
/// The same number means different things in different languages, so each has a limit of its own. Björnsson found ordinary newspapers at 51 in
/// Danish, 52 in English and 65 in Russian (Readability of Newspapers in 11 Languages, Reading Research Quarterly 18:4, 1983); Czech was not among
/// them, and Russian, with its endings and without articles, is nearest. The limits in the words.yaml files of the project are 16 below: 35, where on the
/// Danish scale "easy" ends, and as much easier than a newspaper in the other languages.
/// </summary>
public readonly partial record struct ReadingLevel(int Sentences, int Words, int LongWords)
{
    /// <summary>0 if there is nothing to read.</summary>
    public double Exact => Words == 0 ? 0 : (double)Words / Math.Max(1, Sentences) + 100.0 * LongWords / Words;

    /// <summary>Rounded, as it is always given.</summary>
    public int Lix => (int)Math.Round(Exact);

    public static ReadingLevel operator +(ReadingLevel one, ReadingLevel other) => Add(one, other);

    public static ReadingLevel operator -(ReadingLevel all, ReadingLevel one) => Subtract(all, one);

    public static ReadingLevel Add(ReadingLevel one, ReadingLevel other) => new(one.Sentences + other.Sentences, one.Words + other.Words, one.LongWords + other.LongWords);

    public static ReadingLevel Subtract(ReadingLevel all, ReadingLevel one) => new(all.Sentences - one.Sentences, all.Words - one.Words, all.LongWords - one.LongWords);

    /// <summary>The level of one sentence.</summary>
    public static ReadingLevel OfSentence(string sentence)
    {
        var words = Word().Matches(sentence);
        return new ReadingLevel(1, words.Count, words.Count(w => w.Value.Count(char.IsLetter) > 6));
    }

    /// <summary>
    /// The sentences of one paragraph, and where each starts. What does not end like a sentence is a label, which is read at a glance, and left out.
    /// A full stop ends a sentence only before a capital: <c>26. november</c> and <c>odst. 2</c> go on.
    /// </summary>
    public static IEnumerable<(string Text, int Offset)> SentencesIn(string paragraph)
    {
        var start = 0;
        for (var at = 0; at < paragraph.Length; at++)
        {
            if (!EndsSentence(paragraph, at)) continue;
            var sentence = paragraph[start..(at + 1)];
            var offset = start + sentence.Length - sentence.TrimStart().Length;
            if (Word().IsMatch(sentence)) yield return (sentence.Trim(), offset);
            start = at + 1;
        }
    }

    static bool EndsSentence(string text, int at)
    {
        if (text[at] is not ('.' or '!' or '?' or ':')) return false;
        var rest = text.AsSpan(at + 1).TrimStart("*_)]\"”");
        // A colon at the end of a paragraph introduces what is no sentence.
        if (rest.IsWhiteSpace()) return text[at] != ':';
        var next = rest.TrimStart().TrimStart("*_([\"„“");
        return char.IsWhiteSpace(rest[0]) && next.Length > 0 && char.IsUpper(next[0]);
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")]
    private static partial Regex Word();
}
