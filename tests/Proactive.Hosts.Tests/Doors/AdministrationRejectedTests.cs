using System.Net;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web.Administration.Rejected;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Holds and rejected events: looked at first, then let go, taken in or dropped, each with a reason.</summary>
public sealed class AdministrationRejectedTests
{
    static async Task<List<RejectedEvent>> Kept(DoorHost host, RejectionReason? reason = null) =>
        await host.Scenario.Store.ListRejected(new RejectedQuery(reason), CancellationToken.None).ToListAsync();

    static (string, string)[] Hidden(DoorHost.Answer page, string action) =>
        [.. page.Document.QuerySelector($"form[action='{action}']")!.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))];

    [Fact]
    public async Task The_start_page_tells_what_waits_with_a_way_to_each()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Get("/admin");
        foreach (var told in new[] { "Nothing is sent", "far more messages come back than usual", "Came back: 1", "the person is not known yet: 2", "Waiting for a decision: 1" }) Assert.Contains(told, page.Words, StringComparison.Ordinal);
        var links = page.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).ToList();
        foreach (var link in links) Assert.Equal((link, HttpStatusCode.OK), (link, (await kim.Get(link)).Status));
        Assert.Contains("/admin/rejected?because=unknown-person", links);
        Assert.Contains("/admin/log?state=bounced&from=2026-11-09", links);
    }

    [Fact]
    public async Task A_calm_day_says_so()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        Assert.Contains("All is well", (await kim.Get("/admin")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skip", true)]
    [InlineData("send", false)]
    public async Task A_hold_is_released_with_a_choice_and_a_reason(string due, bool isSkipped)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        await scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");
        await scenario.Flow.Holds.Put(new Hold("many-bounces", scenario.Clock.GetUtcNow()), CancellationToken.None);
        scenario.Clock.MoveTo(scenario.Clock.GetUtcNow().AddHours(2));
        await using var host = await DoorHost.Start(scenario);
        using var kim = await host.Staff(Role.Administrator);
        Assert.Contains("Citizens with something due now: 1.", (await kim.Get("/admin/hold")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit("/admin/hold", "/admin/hold", ("reason", AdministrationStory.Reason))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit("/admin/hold", "/admin/hold", ("due", due), ("reason", ""))).Status);
        Assert.NotNull(await scenario.Flow.Holds.Current(CancellationToken.None));

        Assert.Equal("/admin", (await kim.Submit("/admin/hold", "/admin/hold", ("due", due), ("reason", AdministrationStory.Reason))).Location);
        Assert.Null(await scenario.Flow.Holds.Current(CancellationToken.None));
        Assert.Equal([$"Kim: hold-released-{due}-due many-bounces: 1 {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
        Assert.Equal(isSkipped, (await scenario.Log()).Contains("Expired skipped-after-hold"));
    }

    [Fact]
    public async Task An_event_shows_its_fields_and_what_is_in_them_only_with_a_reason()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var path = $"/admin/rejected/{(await Kept(host, RejectionReason.UnknownField))[0].Id}";
        var masked = await kim.Get(path);
        Assert.Contains("data.who: string", masked.Words, StringComparison.Ordinal);
        Assert.Contains("data.…: number", masked.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mona Lisa", masked.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit(path, path, ("reason", ""))).Status);
        Assert.Contains("Mona Lisa", (await kim.Submit(path, path, ("reason", AdministrationStory.Reason))).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mona Lisa", (await kim.Get(path)).Body, StringComparison.Ordinal);
        Assert.Equal([$"Kim: unmasked {path[^12..]} {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task Trying_changes_nothing_and_taking_in_takes_in_exactly_what_was_tried()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        await host.Scenario.Knows(Scenario.Adult("en") with { Id = AdministrationStory.Stranger });
        var kept = (await Kept(host)).Count;
        var tried = await kim.Submit("/admin/rejected?because=unknown-person", "/admin/rejected/examine");
        Assert.Equal(["the person is not known yet", "dk.cpr.person-moved.v1", "1", "0", "0", "1"], tried.Document.QuerySelectorAll("tbody td").Select(c => c.TextContent.Trim()));
        Assert.Equal(kept, (await Kept(host)).Count);
        Assert.Empty(await AdministrationStory.Audit(host));

        // One that comes between is not taken along.
        await host.Scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""", id: "u-3", subject: "p-9");
        await host.Scenario.Knows(Scenario.Adult("en") with { Id = "p-9" });
        var hidden = Hidden(tried, "/admin/rejected/replay");
        var replayed = await kim.Post("/admin/rejected/replay", [.. hidden, ("reason", AdministrationStory.Reason)]);
        Assert.Equal(["1", "0", "0", "1"], replayed.Document.QuerySelectorAll("tbody td.number").Select(c => c.TextContent.Trim()));
        Assert.Equal(kept, (await Kept(host)).Count);
        var ids = hidden.Single(h => h.Item1 == "ids").Item2.Split(',');
        Assert.Equal(ids.Select(id => $"Kim: rejected-replayed {id} {AdministrationStory.Reason}"), await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task Dropping_needs_a_reason_and_removes_only_what_was_looked_at()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var before = await Kept(host);
        var id = (await Kept(host, RejectionReason.InvalidJson))[0].Id;
        var tried = await kim.Submit($"/admin/rejected/{id}", "/admin/rejected/examine");
        var unsaid = await kim.Post("/admin/rejected/drop", [.. Hidden(tried, "/admin/rejected/drop"), ("reason", "no")]);
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.Status);
        Assert.Equal("/admin/rejected", (await kim.Post("/admin/rejected/drop", [.. Hidden(unsaid, "/admin/rejected/drop"), ("reason", AdministrationStory.Reason)])).Location);
        Assert.Equal(before.Select(r => r.Id).Where(r => r != id), (await Kept(host)).Select(r => r.Id));
        Assert.Equal([$"Kim: rejected-dropped {id} {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task At_most_a_thousand_are_taken_at_a_time_and_the_page_says_that_there_are_more()
    {
        await using var host = await DoorHost.Start();
        var rejection = new Rejection(RejectionReason.UnknownType, "type", "x");
        await host.Scenario.Store.KeepRejected([.. Enumerable.Range(0, 1001).Select(i => new RejectedEvent($"{i:x12}", host.Scenario.Clock.GetUtcNow().AddSeconds(i), rejection, "x.y.v1", null, null, new byte[] { 1 }))], CancellationToken.None);
        using var kim = await host.Staff(Role.Administrator);
        var tried = await kim.Submit("/admin/rejected", "/admin/rejected/examine");
        Assert.Contains("There are more", tried.Words, StringComparison.Ordinal);
        var ids = Hidden(tried, "/admin/rejected/drop").Single(h => h.Item1 == Selection.Ids).Item2.Split(',');
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i:x12}"), ids);
        await kim.Post("/admin/rejected/drop", [.. Hidden(tried, "/admin/rejected/drop"), ("reason", AdministrationStory.Reason)]);
        Assert.Equal("0000000003e8", Assert.Single(await Kept(host)).Id);
    }

    [Theory]
    [InlineData("data.household[2].birthDate", "data.household[2].birthDate")]
    [InlineData("data.140587-1234", "data.…")]
    [InlineData("", "")]
    public void The_path_of_a_field_shows_no_name_that_might_be_a_value(string path, string shown) => Assert.Equal(shown, FieldList.Masked(path));

    [Fact]
    public async Task What_is_only_posted_leads_home_when_it_is_opened()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var citizen = $"/admin/citizens/{host.Scenario.Keys.Of("p-1")}";
        foreach (var (path, home) in new[]
        {
            ("/admin/rejected/examine", "/admin/rejected"), ("/admin/rejected/replay", "/admin/rejected"), ("/admin/rejected/drop", "/admin/rejected"),
            ("/admin/objections/read", "/admin/objections"), ("/admin/objections/decide", "/admin/objections"), ($"{citizen}/close-links", citizen),
        })
            Assert.Equal((path, home), (path, (await kim.Get(path)).Location));
        Assert.Empty(await AdministrationStory.Audit(host));
    }

    [Theory]
    [InlineData("""{"id":"a","data":{"to":{"municipality":"0461"},"household":[{"id":"1"},{"id":"2","age":3}],"ok":true,"none":null,"list":[]}}""",
        "id: string, data.to.municipality: string, data.household[].id: string, data.household[].age: number, data.ok: boolean, data.none: null, data.list: list")]
    [InlineData("""{"1405871234":1,"Anna Sørensen":2,"":3}""", "…: number")]
    [InlineData("7", ": number")]
    [InlineData("{", null)]
    public void A_field_list_has_names_and_types_and_no_values(string payload, string? fields) =>
        Assert.Equal(fields, FieldList.Of(System.Text.Encoding.UTF8.GetBytes(payload)) is { } list ? string.Join(", ", list) : null);
}
