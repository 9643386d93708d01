using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// Reads a folder of templates: <c>&lt;locale&gt;/words.yaml</c>, a template a kind, overrides a life event, a language's partials and those
/// all languages share, and the layouts.
/// </summary>
sealed class TemplateSetReader(ContentFolder folder, ITemplateEngine engine)
{
    const string Layout = "layouts/email.html";

    readonly ProblemList _problems = new();

    /// <summary>What a layout may print: the language code, the heading (escaped for HTML), and the page's HTML.</summary>
    public static CelRecordType LayoutModel { get; } = new("layout", [new("lang", CelType.String), new("title", CelType.String), new("body", CelType.String)]);

    public TemplateSetResult Read()
    {
        var words = new Dictionary<string, Words>();
        var templates = new Dictionary<string, Func<CelRecord, string>>();
        foreach (var locale in folder.Texts.Keys.Where(p => p.EndsWith("/words.yaml", StringComparison.Ordinal)).Select(p => p.Split('/')[0]))
        {
            if (ReadWords(locale) is { } read) words[locale] = read;
            ReadLocale(locale, templates);
        }

        if (words.Count == 0 && !_problems.Any) _problems.Add(new Problem(folder.Root, 0, 0, "no language found; words stand in <locale>/words.yaml"));
        var (layout, styles) = ReadLayout();
        return new TemplateSetResult(_problems.Any ? null : new TemplateSet(templates, words, layout!, styles!), _problems.All);
    }

    Words? ReadWords(string locale)
    {
        var path = $"{locale}/words.yaml";
        return YamlParser.Parse(folder.PathOf(path), folder.Texts[path], _problems) is { } root ? Words.Read(root, _problems) : null;
    }

    void ReadLocale(string locale, Dictionary<string, Func<CelRecord, string>> templates)
    {
        var compiler = new TemplateCompiler(name => Source($"{locale}/partials/{name}.sbn.md") ?? Source($"partials/{name}.sbn.md"), _problems);
        var paths = folder.Texts.Keys.Where(p => p.StartsWith($"{locale}/", StringComparison.Ordinal) && TemplateName.IsTemplate(p) && !p.Contains("/partials/", StringComparison.Ordinal));
        foreach (var path in paths)
        {
            if (!TemplateName.All.Contains(path.Split('/')[^1]))
                _problems.Add(new Problem(folder.PathOf(path), 0, 0, $"there is no template of this name; the names are {string.Join(", ", TemplateName.All)}"));
            templates[path] = Prepared(compiler.Compile(Source(path)!, MessageModel.Type));
        }

        foreach (var name in TemplateName.All.Where(n => !templates.ContainsKey($"{locale}/{n}")))
            _problems.Add(new Problem(folder.PathOf(locale), 0, 0, $"{name} is missing"));
    }

    (Func<CelRecord, string>?, InlineStyles?) ReadLayout()
    {
        if (Source(Layout) is { } source)
        {
            var (layout, styles) = InlineStyles.TakenFrom(source, _problems);
            return (Prepared(new TemplateCompiler(_ => null, _problems).Compile(layout, LayoutModel)), styles);
        }

        _problems.Add(new Problem(folder.PathOf(Layout), 0, 0, "the layout of HTML mail is missing"));
        return (null, null);
    }

    // An engine sees no template of a set with problems.
    Func<CelRecord, string> Prepared(CheckedTemplate template) => _problems.Any ? _ => "" : engine.Prepare(template);

    TemplateSource? Source(string path) => folder.Texts.TryGetValue(path, out var text) ? new TemplateSource(folder.PathOf(path), text) : null;
}
