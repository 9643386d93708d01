using Microsoft.AspNetCore.Http;
using Proactive.Web.Entrance;

namespace Proactive.Web.Pages;

/// <summary>What every page of one request needs: its language and words, who is signed in, and tokens for its forms.</summary>
sealed class PageState(IHttpContextAccessor accessor, PhraseBook book, FormTokens forms, SessionCookie cookie)
{
    const string LanguageCookie = "language";

    string? _locale;

    HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A page is rendered outside a request.");

    /// <summary>Asked for by <c>?lang=</c>, else as chosen before, else the first the browser speaks.</summary>
    public string Locale => _locale ??= Chosen(Context.Request.Query["lang"]) ?? Chosen(Context.Request.Cookies[LanguageCookie]) ?? Spoken();

    public Phrases T => book.In(Locale);

    public Actor? Actor => Actor.Of(Context.User);

    public string Path => Context.Request.Path;

    /// <summary>Fixes the language, e.g. to that of the citizen's notice.</summary>
    public void Speak(string locale) => _locale = locale;

    /// <summary>Keeps the language for the pages to come.</summary>
    public void KeepLanguage(string locale)
    {
        if (Chosen(locale) is { } chosen)
            Context.Response.Cookies.Append(LanguageCookie, chosen, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = cookie.IsSecure, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
    }

    /// <summary>A token for one form, bound to the link in the path or else to the session.</summary>
    public string FormToken() => forms.Of(Holder);

    public FormTokenState Take(string? token) => forms.Take(token, Holder);

    // A cookie counts only where it is what somebody is known by.
    string Holder => Context.Request.RouteValues["token"] as string
        ?? (Context.User.Identity?.AuthenticationType == SessionHandler.Name && cookie.Of(Context.Request) is { } secret ? SessionCookie.HolderOf(secret) : $"staff {Actor?.Name}");

    static string? Chosen(string? locale) => PhraseBook.Locales.FirstOrDefault(l => l == locale);

    string Spoken() => Context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
        .Select(l => Chosen(l.Value.ToString().Split('-')[0].ToLowerInvariant())).FirstOrDefault(l => l is not null) ?? "en";
}
