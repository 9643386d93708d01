using System.Net;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Who did what: found again, and known to be whole.</summary>
public sealed class AdministrationAuditTests
{
    static async Task<DoorHost> WithLines(int lines)
    {
        var host = await DoorHost.Start();
        var now = host.Scenario.Clock.GetUtcNow();
        for (var i = 0; i < lines; i++)
            await host.Scenario.Store.AppendAudit(new AuditEntry(now.AddDays(i - lines), i % 2 == 0 ? "Eva" : "Jan", "administrator", i % 3 == 0 ? "unmasked" : "notice-resent", $"s-{i}", $"reason {i}"), CancellationToken.None);
        return host;
    }

    [Theory]
    [InlineData("", 50)]
    [InlineData("who=Eva", 30)]
    [InlineData("what=unmasked", 20)]
    [InlineData("who=Jan&what=unmasked", 10)]
    [InlineData("subject=s-7", 1)]
    [InlineData("since=2026-11-08", 2)]
    [InlineData("who=Nobody", 0)]
    public async Task Each_filter_takes_away_what_it_should(string query, int lines)
    {
        await using var host = await WithLines(60);
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get($"/admin/audit?{query}");
        Assert.Equal((HttpStatusCode.OK, lines), (page.Status, page.Document.QuerySelectorAll("tbody tr").Length));
        if (lines < 50) return;
        var older = page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        // 60 lines and the signing in.
        Assert.Equal(11, (await kim.Get(older)).Document.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task A_day_that_is_none_gets_a_kind_word()
    {
        await using var host = await WithLines(1);
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get("/admin/audit?since=yesterday");
        Assert.Equal((HttpStatusCode.BadRequest, "Write the day as year-month-day, for example 2026-11-09."), (page.Status, page.Document.QuerySelector("#since-problem")!.TextContent));
    }

    [Fact]
    public async Task Verifying_says_that_the_log_is_whole_and_is_written_down()
    {
        await using var host = await WithLines(3);
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Submit("/admin/audit", "/admin/audit");
        var last = await host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None).LastAsync();
        Assert.Contains("The log is whole", page.Words, StringComparison.Ordinal);
        Assert.Contains($"line {last.Number}, {last.Hash}", page.Words, StringComparison.Ordinal);
        Assert.Equal("Kim: audit-verified", (await AdministrationStory.Audit(host))[^1]);
    }

    [Fact]
    public async Task Verifying_names_the_first_line_that_is_wrong()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        await using var store = new ForgedLog(scenario.Store);
        await using var host = await DoorHost.Start(scenario, parts: parts => parts with { Store = store });
        using var kim = await host.Staff(Role.Administrator);
        Assert.Contains("The log is broken from line 17 on", (await kim.Submit("/admin/audit", "/admin/audit")).Words, StringComparison.Ordinal);
    }

    sealed class ForgedLog(IStore inner) : WrappedStore(inner)
    {
        public override Task<AuditCheck> VerifyAudit(CancellationToken cancellation) => Task.FromResult(new AuditCheck(16, "x", IsWhole: false));
    }
}
