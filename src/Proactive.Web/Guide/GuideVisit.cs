using Proactive.Engine.Rules;
using Proactive.Engine.Visits;

namespace Proactive.Web.Guide;

/// <summary>Somebody who looks at what their link opens: what every page and form of the guide needs.</summary>
/// <param name="Token">The secret in the link.</param>
/// <param name="Asked">The language that was asked for and is to stay; null: none was.</param>
/// <param name="Now">On the clocks of the citizen's country.</param>
/// <param name="Registers">By which registries' events the lists may have come about, e.g. <c>dk-cpr</c>, by life event.</param>
public sealed record GuideVisit(OpenGuide Open, string Token, string? Asked, DateTimeOffset Now, IReadOnlyDictionary<string, IReadOnlyList<string>> Registers)
{
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public IReadOnlyList<GuideList> Lists => Open.Lists;

    public static GuideVisit Of(OpenGuide open, string token, string? asked, RuleBook book, DateTimeOffset now)
    {
        var country = open.Lists[0].Guide.Split('/')[0];
        var zone = book.Guides.FirstOrDefault(g => g.Country.Id == country)?.Country.Zone ?? TimeZoneInfo.Utc;
        return new GuideVisit(open, token, open.Locale == asked ? asked : null, TimeZoneInfo.ConvertTime(now, zone), open.Lists.Select(l => l.Guide).Distinct().ToDictionary(g => g, g => RegistersOf(book.Guide(g))));
    }

    /// <summary>The path of a place within the guide, which keeps the language.</summary>
    /// <param name="place">E.g. <c>tick</c>; empty: the list.</param>
    public string At(string place = "", params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var path = $"/guide/{Token}{(place.Length > 0 ? "/" : "")}{place}";
        var mark = '?';
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("lang", Asked), .. query])
        {
            if (value is null) continue;
            path += $"{mark}{name}={Uri.EscapeDataString(value)}";
            mark = '&';
        }

        return path;
    }

    /// <summary>The list with this place, from 1; the first if there is none.</summary>
    public GuideList ListAt(string? place) => int.TryParse(place, out var number) && number > 0 && number <= Lists.Count ? Lists[number - 1] : Lists[0];

    /// <summary>Names a list in addresses by its place; null where it is the only one.</summary>
    public string? PlaceOf(GuideList list) => Lists.Count == 1 ? null : $"{NumberOf(list)}";

    /// <summary>Where a step stands on the page.</summary>
    public string AnchorOf(GuideList list, GuideStep step) => $"step-{NumberOf(list)}-{step.Number}";

    int NumberOf(GuideList list) => Lists.TakeWhile(l => l.Journey != list.Journey).Count() + 1;

    // The first two words of an event type name its country and the registry.
    internal static IReadOnlyList<string> RegistersOf(Engine.Rules.Guide? guide) =>
        [.. (guide?.Subscriptions ?? []).Where(s => s.Role == EventRole.Starts).Select(s => string.Join('-', s.Type.Name.Split('.').Take(2))).Distinct()];
}
