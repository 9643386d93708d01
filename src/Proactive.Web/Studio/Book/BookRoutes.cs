using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Book;

/// <summary>Reading the rule book in force.</summary>
static class BookRoutes
{
    const int FigureDays = 30;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/studio", (string? theme, string? lifeEvent, string? agency, RuleBooks rules) => Page.Of<OverviewPage>(new { Filter = new BookFilter(rules.Current, theme, lifeEvent, agency) })).For(Access.Agency);
        app.MapGet("/studio/map", (string? country, RuleBooks rules, Desk desk) => Page.Of<MapPage>(new { rules.Current.Guides, Country = country ?? CountryOf(desk, rules.Current) })).For(Access.Agency);
        app.MapGet("/studio/life-events/{country}/{name}", (string country, string name, RuleBooks rules) =>
            rules.Current.Guide($"{country}/{name}") is { } guide ? Page.Of<LifeEventPage>(new { Guide = guide }) : Results.NotFound()).For(Access.Agency);
        app.MapGet("/studio/life-events/{country}/{name}/{step}", ShowStep).For(Access.Agency);
    }

    // The first country in which the agency has steps.
    static string? CountryOf(Desk desk, RuleBook book) => book.Guides.FirstOrDefault(g => g.Steps.Any(desk.Owns))?.Country.Id;

    static async Task<IResult> ShowStep(string country, string name, string step, Desk desk, RuleBooks rules, IStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var book = rules.Current;
        if (book.Guide($"{country}/{name}") is not { } guide || guide.Steps.Where(s => s.Id == step && desk.Owns(s)).ToList() is not { Count: > 0 } versions) return Results.NotFound();
        var today = guide.Country.Today(clock.GetUtcNow());
        var figures = await store.ReadFigures(today.AddDays(1 - FigureDays), today, cancellation);
        return Page.Of<StepPage>(new
        {
            Guide = guide,
            Versions = versions,
            Tests = GuideSteps.TestsOf(versions[0], guide, RuleTestReader.Read(desk.Live, book).Tests),
            Reads = PersonalData.UsesOf(book).Where(u => u.Guide.Id == guide.Id && u.Step is { } s && versions.Contains(s)).SelectMany(u => u.Fields).Distinct().Order(StringComparer.Ordinal).ToList(),
            Applied = figures.Where(f => f.Figure.Name == FigureName.Steps && f.Figure.Guide == guide.Id && f.Figure.Label == step).Sum(f => f.Count),
            Days = FigureDays,
        });
    }
}
