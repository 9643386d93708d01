using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Measures how hard templates and rules are to read, against each language's limit.</summary>
sealed class TemplateReading(TemplateFiles files, RuleTexts rules, TemplateProblems problems)
{
    /// <summary>A sentence or two have no level worth the name.</summary>
    const int FewestSentences = 3;

    public void Check(RuleBook book, IEnumerable<string> locales)
    {
        foreach (var locale in locales)
        {
            if (files.WordsOf(locale).Words?.ReadingLimit is not { } limit) continue;
            foreach (var path in files.Templates(locale)) CheckTemplate(path, limit);
            foreach (var guide in book.Guides.Where(g => g.Country.Languages.Contains(locale)).OrderBy(g => g.Id, StringComparer.Ordinal)) CheckRules(guide, locale, limit);
        }
    }

    void CheckTemplate(string path, int limit)
    {
        var sentences = files.With(path).SelectMany(f => f.Sentences.Select(s => (Place: f.Source, s.Text, s.Offset))).ToList();
        var (level, hardest) = Measure([.. sentences.Select(s => s.Text)]);
        if (level.Lix <= limit) return;
        var (place, text, offset) = sentences[hardest];
        problems.Add(place.ProblemAt(offset, TooHard("the words of this template", level, text, limit)));
    }

    // Agencies are asked, not stopped: a law has the words it has.
    void CheckRules(Guide guide, string locale, int limit)
    {
        var texts = guide.Steps.SelectMany(s => new[] { s.Text, s.Why }).Prepend(guide.Intro).Select(t => Escape.Clean(t.In(locale))).Distinct().ToList();
        var sentences = texts.SelectMany(t => ReadingLevel.SentencesIn(t).Select(s => (In: t, s.Text, s.Offset))).ToList();
        var (level, hardest) = Measure([.. sentences.Select(s => s.Text)]);
        if (level.Lix <= limit) return;
        var message = TooHard($"the words of {guide.Id} in '{locale}'", level, sentences[hardest].Text, limit);
        if (rules.Find(guide, t => t == sentences[hardest].In) is not { } node) problems.Add(new Problem(rules.FileOf(guide), 0, 0, message, IsWarning: true));
        else
        {
            var (line, column) = node.PlaceOf(sentences[hardest].Offset);
            problems.Add(new Problem(node.File.Path, line, column, message, node.File.LineAt(line), IsWarning: true));
        }
    }

    static string TooHard(string what, ReadingLevel level, string sentence, int limit) =>
        $"{what} are hard to read: LIX {level.Lix}, the limit is {limit}; shorten or split this sentence, which weighs most (LIX {ReadingLevel.OfSentence(sentence).Lix})";

    // The hardest is the one without which the rest would be easiest; a long word alone is no sentence.
    static (ReadingLevel Level, int Hardest) Measure(IReadOnlyList<string> sentences)
    {
        if (sentences.Count < FewestSentences) return (default, 0);
        var levels = sentences.Select(ReadingLevel.OfSentence).ToList();
        var all = levels.Aggregate((a, b) => a + b);
        return (all, Enumerable.Range(0, levels.Count).MinBy(i => (all - levels[i]).Exact));
    }
}
