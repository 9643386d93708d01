using System.Net;
using Proactive.Engine.Oversight;
using Proactive.Web.Administration.Figures;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>The figures: added up rightly, readable as tables, and never about one person.</summary>
public sealed class FiguresTests
{
    static readonly DateOnly Today = new(2026, 11, 9);

    static FigureSummary Of(int days, params (int Ago, string Name, string Guide, string Label, long Count)[] counts) =>
        new(Today.AddDays(1 - days), Today, [.. counts.Select(c => new FigureCount(new Figure(Today.AddDays(-c.Ago), c.Name, c.Guide, c.Label), c.Count))]);

    [Fact]
    public void A_month_has_a_column_a_day_and_a_year_one_a_week()
    {
        var month = Of(30, (0, FigureName.Events, "", "accepted", 3), (29, FigureName.Events, "", "accepted", 5), (29, FigureName.Events, "", "held", 7));
        Assert.Equal((30, false, 5L, 3L), (month.Columns.Count, month.IsByWeek, month.ByColumn(FigureName.Events, "accepted")[0], month.ByColumn(FigureName.Events, "accepted")[^1]));
        var year = Of(365, (0, FigureName.Events, "", "accepted", 3), (358, FigureName.Events, "", "accepted", 1), (364, FigureName.Events, "", "accepted", 5));
        Assert.Equal((53, true, 6L, 3L), (year.Columns.Count, year.IsByWeek, year.ByColumn(FigureName.Events, "accepted")[0], year.ByColumn(FigureName.Events, "accepted")[^1]));
    }

    [Theory]
    [InlineData(0.5, "60")]
    [InlineData(0.9, "60")]
    [InlineData(0.95, "720")]
    [InlineData(0.99, "more")]
    public void A_percentile_is_the_bucket_in_which_it_falls(double share, string bucket) =>
        Assert.Equal(bucket, FigureSummary.Percentile(new Dictionary<string, long> { ["60"] = 90, ["720"] = 8, ["more"] = 2 }, share));

    [Fact]
    public void Nothing_has_no_percentile_and_four_answers_no_mean()
    {
        Assert.Null(FigureSummary.Percentile(new Dictionary<string, long>(), 0.5));
        Assert.Null(FigureSummary.Mean(new Dictionary<string, long> { ["1"] = 4 }));
        Assert.Equal(1.8, FigureSummary.Mean(new Dictionary<string, long> { ["1"] = 4, ["5"] = 1 }));
    }

    [Fact]
    public void Who_was_reached_by_a_channel_did_not_get_it_back()
    {
        var summary = Of(7, (0, FigureName.Notices, "a", "sent email", 10), (1, FigureName.Notices, "b", "bounced email", 3), (1, FigureName.Notices, "b", "bounced letter", 1));
        Assert.Equal((7L, 0L, 10L), (summary.Reached("email"), summary.Reached("letter"), summary.Notices("sent")));
    }

    [Fact]
    public async Task With_no_figures_every_part_says_so_and_draws_nothing()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get("/admin/figures");
        var parts = page.Document.QuerySelectorAll("section.figure");
        Assert.Equal((HttpStatusCode.OK, 8), (page.Status, parts.Length));
        Assert.All(parts, part => Assert.Contains("Nothing was counted in these days.", part.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.Document.QuerySelectorAll("main svg"));
    }

    [Fact]
    public async Task Every_plot_has_a_name_and_a_table_and_no_style_of_its_own()
    {
        await using var host = await DoorHost.Start();
        await FiguresStory.Count(host);
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get("/admin/figures?days=90");
        foreach (var part in page.Document.QuerySelectorAll("section.figure"))
        {
            Assert.All(part.QuerySelectorAll("svg"), plot => Assert.Equal(("img", true), (plot.GetAttribute("role"), plot.GetAttribute("aria-label")!.Length > 3)));
            var table = part.QuerySelector("table")!;
            Assert.True(part.QuerySelector("svg") is not null && table.QuerySelector("caption") is not null);
            Assert.All(table.QuerySelectorAll("th"), head => Assert.Contains(head.GetAttribute("scope"), new[] { "col", "row" }));
        }

        Assert.Empty(page.Document.QuerySelectorAll("main [style], main style"));
    }

    [Fact]
    public async Task The_page_says_shares_percentiles_and_grades_and_hides_what_few_have_said()
    {
        await using var host = await DoorHost.Start();
        FigureCount Of(string name, string label, long count) => new(new Figure(Today, name, "dk/moving", label), count);
        FigureCount Yesterdays(string label, long count) => new(new Figure(Today.AddDays(-1), FigureName.Deadlines, "dk/moving", label), count);
        await host.Scenario.Store.AddFigures(
        [
            Of(FigureName.Notices, "sent email", 80), Of(FigureName.Notices, "bounced email", 5), Of(FigureName.Notices, "sent letter", 25), Of(FigureName.Fallbacks, "email", 5),
            Of(FigureName.Delay, "60", 90), Of(FigureName.Delay, "1440", 10), Of(FigureName.Journeys, "1", 30), Of(FigureName.Journeys, "3", 10),
            Of(FigureName.Deadlines, "due", 9), Of(FigureName.Deadlines, "in-time", 2), Yesterdays("due", 20), Yesterdays("in-time", 12), Yesterdays("late", 3),
            Of(FigureName.Grades, "1", 4), Of(FigureName.Grades, "5", 1), Of(FigureName.Authorities, "1", 3), Of(FigureName.Authorities, "2", 1), Of(FigureName.Helped, "yes", 6), Of(FigureName.Helped, "no", 4),
        ], CancellationToken.None);
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get("/admin/figures?days=7");
        string Cells(string part) => string.Join(" | ", page.Document.QuerySelectorAll($"section:has(#{part}) tbody tr").Select(r => string.Join(", ", r.Children.Select(c => c.TextContent.Trim().Replace('\u00a0', ' ')))));
        Assert.Contains("75 % reached digitally", page.Words.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("Email, 80, 5, 6 %, 5 | Letter, 25, 0, 0 %, 0", Cells("channels"));
        Assert.Equal("Your move dk/moving, 100, ≤ 1 h, ≤ 24 h, ≤ 24 h | All, 100, ≤ 1 h, ≤ 24 h, ≤ 24 h", Cells("delay"));
        // What is due today is not overdue yet.
        Assert.Equal("Your move dk/moving, 14, 3, 5", Cells("steps-ended"));
        Assert.Equal("Your move dk/moving, 1.8, 5", Cells("grades"));
        Assert.Equal("Steps from two or more authorities in their list, 25 %, 40 | Say that they had to contact two or more authorities, too few, fewer than 5 | Say that somebody helped them with the overview, 60 %, 10", Cells("coherence"));
    }

    [Theory]
    [InlineData("", "30 days")]
    [InlineData("?days=365", "365 days")]
    [InlineData("?days=12", "30 days")]
    [InlineData("?days=x", "30 days")]
    public async Task The_period_is_one_of_four(string query, string current)
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        Assert.Equal(current, (await kim.Get($"/admin/figures{query}")).Document.QuerySelector(".periods a[aria-current=page]")!.TextContent);
    }
}
