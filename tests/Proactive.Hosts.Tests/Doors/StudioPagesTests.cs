using Proactive.Engine.Oversight;
using Proactive.Web.Pages;
using Proactive.Web.Studio;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What the pages of the studio say.</summary>
public sealed class StudioPagesTests
{
    [Fact]
    public async Task The_overview_counts_and_is_narrowed_by_theme_life_event_and_agency()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        Assert.Contains("Life events: 18.", (await author.Get("/studio")).Words, StringComparison.Ordinal);
        Assert.Contains("Themes: 1. Life events: 2.", (await author.Get("/studio?theme=housing")).Words, StringComparison.Ordinal);
        Assert.Contains("Life events: 1.", (await author.Get("/studio?lifeEvent=dk/moving")).Words, StringComparison.Ordinal);
        Assert.Contains("Life events: 1. Authorities: 3. Steps: 2.", (await author.Get("/studio?agency=dk.postnord")).Words, StringComparison.Ordinal);
        Assert.Contains("Nothing fits", (await author.Get("/studio?theme=none")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_life_event_shows_its_steps_in_order_with_deadlines_in_words()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var rows = (await author.Get("/studio/life-events/dk/moving")).Document.QuerySelectorAll("tbody")[0].QuerySelectorAll("tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal("1|Get a host declaration|Your municipality|before you report your move", rows[0]);
        Assert.Equal("2|Report your move|Your municipality|Days after the event: 5", rows[1]);
        Assert.Contains(rows, r => r.EndsWith("PostNord|Happens by itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_shows_its_words_conditions_law_tests_data_and_how_often_it_applied()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        await house.Host.Scenario.Store.AddFigures([new FigureCount(new Figure(new DateOnly(2026, 11, 22), FigureName.Steps, "dk/moving", "report-address"), 41), new FigureCount(new Figure(new DateOnly(2026, 9, 1), FigureName.Steps, "dk/moving", "report-address"), 7)], CancellationToken.None);
        var words = (await author.Get("/studio/life-events/dk/moving/report-address")).Words;
        foreach (var part in new[] { "last 30 days: 41.", "Meld flytning", "Report your move", "!(has(data.reported) && data.reported)", "effective + days(5)", "CPR-loven § 12, stk. 1", "data.movedOn", "a move told in advance opens 28 days before (line 155)" })
            Assert.Contains(part, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_says_in_a_table_what_it_draws()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var page = (await author.Get("/studio/map?country=all")).Document;
        var svg = page.QuerySelector("svg")!;
        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.NotEmpty(svg.QuerySelector("title")!.TextContent);
        Assert.Equal(18, svg.QuerySelectorAll("g.guide").Length);
        // The double frame, not the colour alone.
        Assert.All(svg.QuerySelectorAll("g.guide"), g => Assert.Equal(g.ClassList.Contains("meeting"), g.QuerySelectorAll("rect").Length == 2));
        Assert.Equal(18, page.QuerySelectorAll("table tbody tr").Length);
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void Every_word_is_there_in_every_language_and_says_something()
    {
        var book = new PhraseBook(Proactive.Testing.Repository.TemplateFolder);
        var keys = PhraseBook.Locales.Select(l => book.In(l).Keys.Where(k => k.StartsWith("studio.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList()).ToList();
        Assert.All(keys, k => Assert.Equal(keys[0], k));
        foreach (var locale in PhraseBook.Locales)
            Assert.All(keys[0], k => Assert.False(string.IsNullOrWhiteSpace(book.In(locale)[k]), $"{locale} {k}"));
    }

    [Fact]
    public async Task Recent_events_are_few_young_and_copies()
    {
        await using var house = await StudioHouse.Open();
        var clock = house.Host.Scenario.Clock;
        var recent = new RecentEvents(clock);
        var payload = new byte[] { 1 };
        recent.Note(payload);
        payload[0] = 2;
        Assert.Equal(1, recent.All()[0].Payload.Span[0]);
        for (var i = 0; i < RecentEvents.Most; i++) recent.Note(payload);
        Assert.Equal(RecentEvents.Most, recent.All().Count);
        Assert.Equal(2, recent.All()[0].Payload.Span[0]);
        for (var i = 0; i < 10; i++) recent.Note(new byte[RecentEvents.MostBytes / 4]);
        Assert.Equal(4, recent.All().Count);
        clock.MoveTo(clock.GetUtcNow() + RecentEvents.Longest + TimeSpan.FromSeconds(1));
        Assert.Empty(recent.All());
    }
}
