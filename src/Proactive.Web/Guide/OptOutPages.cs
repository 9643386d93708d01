using System.Text;
using Microsoft.AspNetCore.Http;
using Proactive.Engine;
using Proactive.Web.Background;
using Proactive.Web.Registries;

namespace Proactive.Web.Guide;

/// <summary>
/// <c>/unsubscribe/{token}</c>: saying no to optional messages. Opening the link only shows a button, because mail programs and
/// scanners open links; posting to it acts, from the button and from a mail program's one click (RFC 8058) alike.
/// </summary>
sealed class OptOutPages(Flow flow, Trouble trouble)
{
    const int SecondsUntilStore = 5;

    static readonly Dictionary<string, Words> Languages = new()
    {
        ["en"] = new("Messages like this one", "Do you want no more messages like this one?", "No more messages like this one",
            "You will get no more messages like this one.", "Messages that the law prescribes still come.",
            "This link does not work", "Answer the message and write that you want no more messages like it. We will see to it."),
        ["da"] = new("Beskeder som denne", "Vil du ikke have flere beskeder som denne?", "Ingen flere beskeder som denne",
            "Du får ikke flere beskeder som denne.", "Beskeder, som loven kræver, kommer stadig.",
            "Linket virker ikke", "Svar på beskeden, og skriv, at du ikke vil have flere af den slags. Så sørger vi for det."),
        ["cs"] = new("Zprávy tohoto druhu", "Nechcete už dostávat zprávy tohoto druhu?", "Už neposílat zprávy tohoto druhu",
            "Zprávy tohoto druhu vám už posílat nebudeme.", "Zprávy, které ukládá zákon, budou chodit dál.",
            "Odkaz nefunguje", "Odpovězte na zprávu a napište, že další zprávy tohoto druhu nechcete. Postaráme se o to."),
    };

    /// <summary>The same page for every token, so that it tells nobody which are good.</summary>
    public static IResult Ask(HttpRequest request)
    {
        var (language, words) = For(request);
        return Page(language, words.Title, $"<p>{words.Question}</p>\n<form method=\"post\"><button>{words.Button}</button></form>", StatusCodes.Status200OK);
    }

    public async Task<IResult> Act(string token, HttpRequest request, CancellationToken cancellation)
    {
        var (language, words) = For(request);
        try
        {
            return await flow.OptOut(token, cancellation)
                ? Page(language, words.Title, $"<p>{words.Done}</p>\n<p>{words.Still}</p>", StatusCodes.Status200OK)
                : Page(language, words.Unknown, $"<p>{words.Instead}</p>", StatusCodes.Status404NotFound);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            trouble.Tell("An opt-out was not stored", failure);
            return new Later(SecondsUntilStore, "It could not be stored.");
        }
    }

    static (string, Words) For(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant());
        var language = wanted.FirstOrDefault(Languages.ContainsKey) ?? "en";
        return (language, Languages[language]);
    }

    static IResult Page(string language, string title, string body, int status) => Results.Content($$"""
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { margin: 0; background: #f3f2ee; color: #1c1f24; font: 18px/1.6 -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        main { max-width: 560px; margin: 0 auto; padding: 48px 24px; }
        h1 { font: 600 26px/1.3 Georgia, serif; }
        button { min-height: 48px; padding: 8px 20px; border: 0; border-radius: 4px; background: #1f3a5f; color: #fff; font: inherit; cursor: pointer; }
        button:focus-visible { outline: 3px solid #1a4f8b; outline-offset: 3px; }
        @media (prefers-color-scheme: dark) { body { background: #14161a; color: #e8e6e1; } button { background: #9cc3f2; color: #14161a; } button:focus-visible { outline-color: #9cc3f2; } }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{body}}
        </main>
        </body>
        </html>

        """, "text/html; charset=utf-8", Encoding.UTF8, status);

    /// <summary>The links carry a token, so the pages are kept nowhere and tell nobody where the visitor came from.</summary>
    public static async ValueTask<object?> WithHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return await next(context);
    }

    sealed record Words(string Title, string Question, string Button, string Done, string Still, string Unknown, string Instead);
}
