using System.Net;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A citizen as administrators see one: masked, unmasked for once with a reason, and heard when they object.</summary>
public sealed class AdministrationCitizenTests
{
    static readonly string[] Personal = ["Anna", "Sørensen", "anna@example.org", "Storegade", "5000 Odense", "p-1<", "\"p-1\"", AdministrationStory.Words, AdministrationStory.Stranger, "Mona"];

    static string PathOf(DoorHost host) => $"/admin/citizens/{host.Scenario.Keys.Of("p-1")}";

    [Fact]
    public async Task No_page_shows_anything_personal_by_itself()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var rejected = await host.Scenario.Store.ListRejected(new RejectedQuery(), CancellationToken.None).Select(r => $"/admin/rejected/{r.Id}").ToListAsync();
        string[] pages = ["/admin", "/admin/hold", "/admin/log", PathOf(host), await AdministrationStory.NoticePath(host), "/admin/rejected", .. rejected, "/admin/objections", "/admin/audit", "/admin/figures"];
        foreach (var path in pages)
        {
            var page = await kim.Get(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, page.Status));
            // Razor writes letters beyond ASCII as they are or as entities; the document has them either way.
            var all = page.Body + page.Document.DocumentElement.TextContent;
            Assert.All(Personal, personal => Assert.DoesNotContain(personal, all, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_citizens_page_tells_the_steps_the_notices_and_the_choices()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var words = (await kim.Get(PathOf(host))).Words;
        foreach (var told in new[] { "Email, Letter", "Letter, en", "Wants no messages about", "waits for a decision", "Report your move", "Under way", "Sent Letter" })
            Assert.Contains(told, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unmasking_needs_a_reason_shows_the_person_once_and_is_written_down()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var path = PathOf(host);
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit(path, path, ("reason", "curious"))).Status);
        Assert.Empty(await AdministrationStory.Audit(host));

        var shown = await kim.Submit(path, path, ("reason", AdministrationStory.Reason));
        Assert.Equal((HttpStatusCode.OK, "no-store"), (shown.Status, shown.Headers["Cache-Control"]));
        foreach (var told in new[] { "Anna Sørensen", "anna@example.org", "Storegade 12, 3. tv, 5000 Odense C" }) Assert.Contains(told, shown.Words, StringComparison.Ordinal);
        Assert.Equal([$"Kim: unmasked {host.Scenario.Keys.Of("p-1")} {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
        foreach (var again in new[] { path, $"{path}?reason={AdministrationStory.Reason.Replace(' ', '+')}", $"{path}?unmasked=true" })
            Assert.DoesNotContain("Sørensen", (await kim.Get(again)).Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_address_is_not_shown_whatever_the_reason()
    {
        await using var host = await AdministrationStory.Bounced();
        var (scenario, key) = (host.Scenario, host.Scenario.Keys.Of("p-1"));
        var person = (await scenario.Store.Load([key], CancellationToken.None))[0].Person!;
        await scenario.Knows(person with { Protected = true });
        using var kim = await host.Staff(Role.Administrator);
        var shown = await kim.Submit(PathOf(host), PathOf(host), ("reason", AdministrationStory.Reason));
        Assert.Contains("Anna Sørensen", shown.Words, StringComparison.Ordinal);
        Assert.Contains("Tell a caller nothing", shown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Storegade", shown.Document.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p-1")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("../../etc")]
    public async Task What_is_no_citizen_key_is_no_page_and_unmasks_nothing(string key)
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await kim.Get($"/admin/citizens/{Uri.EscapeDataString(key)}")).Status);
        var token = (await kim.Get("/admin/log")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await kim.Post($"/admin/citizens/{Uri.EscapeDataString(key)}", ("form-token", token), ("reason", AdministrationStory.Reason))).Status);
        Assert.Empty(await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task Closing_the_links_closes_them_and_is_written_down()
    {
        await using var host = await AdministrationStory.Failed();
        var link = new GuideLink(GuideLink.HashOf("x"), host.Scenario.Keys.Of("p-1"), [], DateTimeOffset.MaxValue);
        await host.Scenario.Store.SaveFiles([new FileChange(await host.Scenario.File() with { Links = [link] }, [])], CancellationToken.None);
        using var kim = await host.Staff(Role.Administrator);
        var close = $"{PathOf(host)}/close-links";
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit(PathOf(host), close, ("reason", ""))).Status);
        Assert.Single((await host.Scenario.File()).Links);
        Assert.Equal(PathOf(host), (await kim.Submit(PathOf(host), close, ("reason", AdministrationStory.Reason))).Location);
        Assert.Empty((await host.Scenario.File()).Links);
        Assert.Equal([$"Kim: links-closed {host.Scenario.Keys.Of("p-1")} {AdministrationStory.Reason}"], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task An_objection_is_read_with_a_reason_and_decided_with_grounds()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        const string read = "/admin/objections/read", decide = "/admin/objections/decide";
        Assert.Equal(HttpStatusCode.BadRequest, (await kim.Submit("/admin/objections", read, ("reason", "x"))).Status);
        var page = await kim.Submit("/admin/objections", read, ("reason", AdministrationStory.Reason));
        Assert.Contains(AdministrationStory.Words, page.Words, StringComparison.Ordinal);

        var form = page.Document.QuerySelector($"form[action='{decide}']")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToArray();
        var undecided = await kim.Post(decide, [.. hidden, ("reason", "She is right, it is dangerous.")]);
        Assert.Equal((HttpStatusCode.BadRequest, "Choose one of the two."), (undecided.Status, undecided.Document.QuerySelector("#decision-problem")!.TextContent));
        hidden = [.. undecided.Document.QuerySelector($"form[action='{decide}']")!.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))];
        Assert.Equal("/admin/objections", (await kim.Post(decide, [.. hidden, ("decision", "upheld"), ("reason", "She is right, it is dangerous.")])).Location);

        var objection = Assert.Single((await host.Scenario.File()).Objections);
        Assert.Equal((true, "She is right, it is dangerous."), (objection.Upheld, objection.Grounds));
        Assert.Contains("No objection waits", (await kim.Get("/admin/objections")).Words, StringComparison.Ordinal);
        var key = host.Scenario.Keys.Of("p-1");
        Assert.Equal([$"Kim: unmasked {key} {AdministrationStory.Reason}", $"Kim: objection-upheld {key} dk/moving She is right, it is dangerous."], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task An_objection_that_somebody_decided_meanwhile_is_not_decided_twice()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        var page = await kim.Submit("/admin/objections", "/admin/objections/read", ("reason", AdministrationStory.Reason));
        await host.Scenario.Flow.Citizens.DecideObjection(host.Scenario.Keys.Of("p-1"), "dk/moving", upheld: true, "By somebody else", CancellationToken.None);
        var hidden = page.Document.QuerySelector("form[action='/admin/objections/decide']")!.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!));
        Assert.Equal("/admin/objections", (await kim.Post("/admin/objections/decide", [.. hidden, ("decision", "refused"), ("reason", AdministrationStory.Reason)])).Location);
        Assert.True((await host.Scenario.File()).Objections[0].Upheld);
    }
}
