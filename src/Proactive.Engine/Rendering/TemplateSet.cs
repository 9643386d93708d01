using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Loaded templates, or why there are none.</summary>
public sealed record TemplateSetResult(TemplateSet? Templates, IReadOnlyList<Problem> Problems);

/// <summary>All templates of a folder, ready to run. Immutable.</summary>
public sealed class TemplateSet
{
    readonly IReadOnlyDictionary<string, Func<CelRecord, string>> _templates;
    readonly IReadOnlyDictionary<string, Words> _words;
    readonly Func<CelRecord, string> _layout;
    readonly InlineStyles _styles;

    // Stands in the layout for the words; no escaped value can look like it.
    const string BodyMark = "<body-mark>";

    internal TemplateSet(IReadOnlyDictionary<string, Func<CelRecord, string>> templates, IReadOnlyDictionary<string, Words> words, Func<CelRecord, string> layout, InlineStyles styles)
    {
        _templates = templates;
        _words = words;
        _layout = layout;
        _styles = styles;
    }

    public IEnumerable<string> Locales => _words.Keys;

    internal Words WordsIn(string locale) => _words[locale];

    /// <param name="engine">What runs the templates; by default what checking compiled.</param>
    public static TemplateSetResult Read(ContentFolder folder, ITemplateEngine? engine = null) => new TemplateSetReader(folder, engine ?? new CompiledTemplateEngine()).Read();

    /// <summary>What there is to tell in the reader's language if the country writes it, else in the country's official one. Pure.</summary>
    public Rendered Render(Telling telling, DateTimeOffset now)
    {
        var (first, locale) = (telling.Parts[0], LocaleOf(telling));
        try
        {
            var lists = Lists(telling, locale, now);
            var message = new Message(first.Notice.Id, first.Notice.Kind, locale, "", "", "")
            {
                Steps = [.. lists.SelectMany(l => l.All).Select(s => s.Told)],
                Unsubscribe = telling.Unsubscribe,
                Guide = telling.Guide,
            };
            return new Rendered(telling.Channel == ChannelName.TextMessage ? AsText(message, telling, lists, now) : AsPage(message, telling, lists, now), null);
        }
        catch (TemplateException problem)
        {
            return new Rendered(null, problem.Message);
        }
    }

    /// <summary>The page as Markdown, before it becomes HTML.</summary>
    /// <exception cref="TemplateException">The template cannot say it.</exception>
    internal string Markdown(Telling telling, DateTimeOffset now) => Markdown(telling, Lists(telling, LocaleOf(telling), now), now);

    string Markdown(Telling telling, IReadOnlyList<PartList> lists, DateTimeOffset now) =>
        Write(telling.Parts.Count > 1 ? TemplateName.Several : TemplateName.Of(telling.Parts[0].Notice.Kind), telling, lists, now, isMarkdown: true);

    Message AsPage(Message message, Telling telling, IReadOnlyList<PartList> lists, DateTimeOffset now)
    {
        var page = MarkdownPage.Of(Markdown(telling, lists, now));
        var frame = _layout(new CelRecord(TemplateSetReader.LayoutModel, [CelValue.Of(message.Locale), CelValue.Of(Escape.Html(page.Heading)), CelValue.Of(BodyMark)]));
        var html = _styles.Put(page.Html, frame, BodyMark);
        return message with { Subject = page.Heading, Html = html, Text = page.Text, Document = page.Document };
    }

    Message AsText(Message message, Telling telling, IReadOnlyList<PartList> lists, DateTimeOffset now)
    {
        var words = Write(TemplateName.TextMessage, telling, lists, now, isMarkdown: false);
        // White space of every kind becomes a plain space: one that does not break costs a text message half its room.
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return message with { Subject = line, Text = line };
    }

    string Write(string name, Telling telling, IReadOnlyList<PartList> lists, DateTimeOffset now, bool isMarkdown)
    {
        var (guide, locale) = (telling.Parts[0].Guide, LocaleOf(telling));
        var template = _templates.GetValueOrDefault($"{locale}/{guide.Id}/{name}") ?? _templates.GetValueOrDefault($"{locale}/{name}")
            ?? throw new TemplateException($"{locale}/{name}", "there is no such template");
        return template(new MessageModel(telling, lists, locale, _words[locale], guide.Country.Today(now), isMarkdown).Record());
    }

    static List<PartList> Lists(Telling telling, string locale, DateTimeOffset now)
    {
        var lists = new List<PartList>(telling.Parts.Count);
        foreach (var part in telling.Parts)
        {
            var idPrefix = telling.Parts.Count > 1 ? $"{part.Notice.Reference}-" : "";
            lists.Add(new PartList(part, lists.Sum(l => l.Count), idPrefix, locale, part.Guide.Country.Today(now)));
        }

        return lists;
    }

    string LocaleOf(Telling telling)
    {
        var languages = telling.Parts[0].Guide.Country.Languages;
        return languages.FirstOrDefault(l => l == telling.Reader.Language && _words.ContainsKey(l)) ?? languages[0];
    }
}
