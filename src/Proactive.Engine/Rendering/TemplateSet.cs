using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Loaded templates, or why there are none.</summary>
public sealed record TemplateSetResult(TemplateSet? Templates, IReadOnlyList<Problem> Problems);

/// <summary>All templates of a folder, compiled. Immutable.</summary>
public sealed class TemplateSet
{
    readonly IReadOnlyDictionary<string, Template> _templates;
    readonly IReadOnlyDictionary<string, Words> _words;
    readonly Template _layout;
    readonly InlineStyles _styles;

    internal TemplateSet(IReadOnlyDictionary<string, Template> templates, IReadOnlyDictionary<string, Words> words, Template layout, InlineStyles styles)
    {
        _templates = templates;
        _words = words;
        _layout = layout;
        _styles = styles;
    }

    public IEnumerable<string> Locales => _words.Keys;

    public static TemplateSetResult Read(ContentFolder folder) => new TemplateSetReader(folder).Read();

    /// <summary>The notice in the citizen's language if the country writes it, else in the country's official one. Pure.</summary>
    public Rendered Render(Telling telling, DateTimeOffset now)
    {
        var (notice, _, guide, _) = telling.Parts[0];
        var locale = LocaleOf(guide, telling.Reader);
        if (Find(locale, guide.Id, notice.Kind) is null) return new Rendered(null, $"there is no template {locale}/{NameOf(notice.Kind)}");
        try
        {
            var page = MarkdownPage.Of(Markdown(telling, now));
            var html = _layout.Render(new CelRecord(TemplateSetReader.LayoutModel,
                [CelValue.Of(locale), CelValue.Of(Escape.Html(page.Heading)), CelValue.Of(_styles.Apply(page.Html))]));
            return new Rendered(new Message(notice.Id, notice.Kind, locale, page.Heading, html, page.Text) { Document = page.Document, Unsubscribe = telling.Unsubscribe }, null);
        }
        catch (TemplateException problem)
        {
            return new Rendered(null, problem.Message);
        }
    }

    /// <summary>The notice as Markdown, before it becomes a page; there must be a template for it.</summary>
    /// <exception cref="TemplateException">The template cannot say it.</exception>
    internal string Markdown(Telling telling, DateTimeOffset now)
    {
        var (notice, journey, guide, _) = telling.Parts[0];
        var locale = LocaleOf(guide, telling.Reader);
        return Find(locale, guide.Id, notice.Kind)!.Render(NoticeModel.Of(notice, journey, guide, telling.Reader, locale, _words[locale], guide.Country.Today(now)));
    }

    string LocaleOf(Guide guide, Person person) => guide.Country.Languages.FirstOrDefault(l => l == person.Language && _words.ContainsKey(l)) ?? guide.Country.Languages[0];

    Template? Find(string locale, string guide, NoticeKind kind) =>
        _templates.GetValueOrDefault($"{locale}/{guide}/{NameOf(kind)}") ?? _templates.GetValueOrDefault($"{locale}/{NameOf(kind)}");

    internal static string NameOf(NoticeKind kind) => $"{kind.ToString().ToLowerInvariant()}.sbn.md";
}
