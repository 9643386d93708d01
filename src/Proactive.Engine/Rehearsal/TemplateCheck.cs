using Proactive.Cel;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>What a check of the templates found.</summary>
/// <param name="Rendered">How many messages were written to find it.</param>
public sealed record TemplateCheckResult(IReadOnlyList<Problem> Problems, int LifeEvents, int Languages, int Rendered);

/// <summary>Proves every template with every life event, language and kind of notice of a rule book: what can go wrong with a message goes wrong here first.</summary>
public sealed class TemplateCheck
{
    // A text message has words of its own; all other channels carry the same page.
    static readonly string[] Forms = [ChannelName.Email, ChannelName.TextMessage];

    readonly ContentFolder _folder;
    readonly RuleBook _book;
    readonly TemplateFiles _files;
    readonly RuleTexts _rules;
    readonly TemplateProblems _problems;
    int _rendered;

    TemplateCheck(ContentFolder folder, RuleBook book, ContentFolder rules)
    {
        _folder = folder;
        _book = book;
        _files = new TemplateFiles(folder);
        _rules = new RuleTexts(rules);
        _problems = new TemplateProblems(_files, _rules);
    }

    /// <param name="rules">The folder the book was read from.</param>
    /// <param name="now">The day of the samples.</param>
    public static TemplateCheckResult Run(ContentFolder templates, RuleBook book, ContentFolder rules, DateTimeOffset now) => new TemplateCheck(templates, book, rules).Run(now);

    IEnumerable<string> Languages => _book.Guides.SelectMany(g => g.Country.Languages).Distinct().Order(StringComparer.Ordinal);

    TemplateCheckResult Run(DateTimeOffset now)
    {
        var (templates, found) = TemplateSet.Read(_folder);
        foreach (var problem in found) _problems.Add(problem);
        foreach (var locale in Languages) CheckLanguage(locale);
        new TemplateReading(_files, _rules, _problems).Check(_book, Languages);
        if (templates is not null) Prove(templates, now);
        return new TemplateCheckResult(_problems.All, _book.Guides.Count, Languages.Count(), _rendered);
    }

    void CheckLanguage(string locale)
    {
        var guides = _book.Guides.Where(g => g.Country.Languages.Contains(locale)).Select(g => g.Id).Order(StringComparer.Ordinal).ToList();
        var (words, path) = _files.WordsOf(locale);
        if (!_folder.Texts.ContainsKey($"{locale}/words.yaml"))
            _problems.Add(new Problem($"{_files.Root}/{locale}", 0, 0, $"there is no words.yaml, and so no templates in '{locale}'; {string.Join(", ", guides)} {(guides.Count == 1 ? "needs" : "need")} them"));
        // A key that is there and wrong is named already.
        if (_problems.All.Any(p => p.File == path)) words = null;
        if (words is { ReadingLimit: null }) _problems.Add(new Problem(path, 0, 0, "'readingLevel' is missing: { limit: … }, the highest LIX a text may have"));
        if (words is { DeadLinkText.Count: 0 }) _problems.Add(new Problem(path, 0, 0, "'deadLinkText' is missing: a list of link texts that say nothing, such as 'click here' in English"));
        if (words is { Objection: null }) _problems.Add(new Problem(path, 0, 0, "'objection' is missing: a word that stands wherever a notice says how to object"));

        foreach (var file in _files.Templates(locale))
        {
            var guide = file.Split('/') is [_, var country, var lifeEvent, _] ? $"{country}/{lifeEvent}" : null;
            if (guide is null || _book.Guide(guide) is not null) continue;
            var meant = Closest.To(guide, _book.Guides.Select(g => g.Id));
            _problems.Add(new Problem($"{_files.Root}/{file}", 0, 0, $"there is no life event {guide}, so nobody gets this{(meant is null ? "" : $"; was {meant} meant?")}"));
        }
    }

    void Prove(TemplateSet templates, DateTimeOffset now)
    {
        foreach (var guide in _book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal))
            foreach (var locale in guide.Country.Languages.Where(templates.Locales.Contains))
                foreach (var kind in Enum.GetValues<NoticeKind>())
                    foreach (var telling in Forms.SelectMany(form => SampleTelling.Of(guide, locale, kind, form, now)))
                        Prove(templates, telling, now);

        foreach (var country in _book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal).GroupBy(g => g.Country.Id))
            foreach (var locale in country.First().Country.Languages.Where(templates.Locales.Contains))
                foreach (var telling in Forms.SelectMany(form => SampleTelling.OfSeveral([.. country], locale, form, now)))
                    Prove(templates, telling, now);
    }

    void Prove(TemplateSet templates, Telling telling, DateTimeOffset now)
    {
        var place = TemplateUse.Of(telling);
        var words = _files.WordsOf(place.Locale).Words!;
        var rendered = templates.Render(telling, now);
        _rendered++;
        if (rendered.Message is not { } message)
        {
            _problems.Add(new TemplateFlaw(rendered.Failure!), place);
            return;
        }

        foreach (var flaw in TemplateFlaws.Of(message, telling.Reader, words)) _problems.Add(flaw, place);
        foreach (var flaw in TemplateDuties.Missing(message, telling, words, place.Guide.Country.Today(now))) _problems.Add(flaw, place);
    }
}
