using System.Globalization;
using System.Net;
using System.Text;

namespace Proactive.Cli.Output;

/// <summary>A page with all messages of a preview, languages side by side, that works without a script.</summary>
sealed class PreviewIndex(IReadOnlyList<PreviewMessage> messages)
{
    const string Style = """
        :root { color-scheme: light dark; --back: #f3f2ee; --paper: #ffffff; --ink: #1c1f24; --link: #1a4f8b; --line: #b9b5aa; }
        @media (prefers-color-scheme: dark) { :root { --back: #14161a; --paper: #1d2025; --ink: #e8e6e1; --link: #9cc3f2; --line: #55595f; } }
        body { margin: 0; padding: 16px; background: var(--back); color: var(--ink); font: 17px/1.6 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
        header, main { max-width: 1400px; margin: 0 auto; }
        h1, h2, h3, h4 { font-family: Georgia, "Times New Roman", serif; line-height: 1.3; }
        h2 { margin: 56px 0 0; padding-top: 16px; border-top: 4px solid var(--line); }
        a { color: var(--link); }
        a:focus { outline: 3px solid var(--link); outline-offset: 2px; }
        ul { padding-left: 20px; }
        .languages { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px; }
        article { padding: 0 16px 16px; background: var(--paper); border: 1px solid var(--line); }
        pre { margin: 0; white-space: pre-wrap; font: 14px/1.5 ui-monospace, Consolas, "Liberation Mono", monospace; }
        """;

    static readonly Dictionary<string, string> Contents = new()
    {
        [".html"] = "as a page", [".eml"] = "as the mail itself", [".txt"] = "as plain text", [".pdf"] = "as a letter", [".csv"] = "as the printer's list", [".xml"] = "as digital post", [".json"] = "as data",
    };

    public override string ToString()
    {
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Messages citizens would get</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        var guides = messages.GroupBy(m => m.Journey.Guide.Id).ToList();
        page.Append(CultureInfo.InvariantCulture, $"<header>\n<h1>Messages citizens would get</h1>\n<p>{messages.Count} messages of {guides.Count} life events, to somebody who does not exist.</p>\n<nav aria-label=\"Life events\">\n<ul>\n");
        foreach (var guide in guides) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{IdOf(guide.Key)}\">{guide.Key}: {TitleOf(guide.First())}</a></li>\n");
        page.Append("</ul>\n</nav>\n</header>\n<main>\n");
        foreach (var guide in guides) Append(page, [.. guide]);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    static void Append(StringBuilder page, IReadOnlyList<PreviewMessage> ofGuide)
    {
        var (id, journey) = (ofGuide[0].Journey.Guide.Id, ofGuide[0].Journey);
        page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2 id=\"{IdOf(id)}\">{id}: {TitleOf(ofGuide[0])}</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{(journey.Case is { } name ? $"From the test “{Text(name)}”" : "From a sample of all its steps")}, {journey.At:yyyy-MM-dd}.</p>\n");
        foreach (var kind in ofGuide.GroupBy(m => (m.Kind, m.Channel)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(kind.Key.Kind)}, {Text(kind.Key.Channel)}</h3>\n<div class=\"languages\">\n");
            foreach (var message in kind) Append(page, message);
            page.Append("</div>\n");
        }

        page.Append("</section>\n");
    }

    static void Append(StringBuilder page, PreviewMessage preview)
    {
        var (message, language) = (preview.Message, CultureInfo.GetCultureInfo(preview.Message.Locale).EnglishName);
        page.Append(CultureInfo.InvariantCulture, $"<article>\n<h4>{Text(language)}</h4>\n<ul>\n");
        foreach (var file in preview.Files)
        {
            var what = Contents.GetValueOrDefault(Path.GetExtension(file), "as a file");
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{Text(file)}\">{preview.Journey.Guide.Id}, {Text(preview.Kind)}, {Text(preview.Channel)}, {Text(language)}, {what}</a></li>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"</ul>\n<pre lang=\"{message.Locale}\">{Text(message.Text)}</pre>\n</article>\n");
    }

    // The page is English; where a country writes none, its own language.
    static string TitleOf(PreviewMessage message)
    {
        var guide = message.Journey.Guide;
        var language = guide.Country.Languages.FirstOrDefault("en".Equals, guide.Country.Languages[0]);
        return $"<span lang=\"{language}\">{Text(guide.Title.In(language))}</span>";
    }

    static string IdOf(string guide) => guide.Replace('/', '-');

    static string Text(string value) => WebUtility.HtmlEncode(value);
}
