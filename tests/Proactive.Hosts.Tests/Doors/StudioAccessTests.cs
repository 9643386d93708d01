using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Web.Entrance;
using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>An agency sees and changes its own things only, on every route of the studio. A new route without a line here fails the first test.</summary>
public sealed class StudioAccessTests
{
    const string Postnord = "dk.postnord";

    // What every agency may open: what citizens see anyway, and lists of its own.
    static readonly string[] ForAll =
        ["GET /studio", "GET /studio/map", "GET /studio/life-events/{country}/{name}", "GET /studio/files", "GET /studio/drafts", "GET /studio/history"];

    // Where something of an agency is named: the path and the form by which another agency would reach for it.
    static readonly Dictionary<string, (string Path, (string, string)[] Form)> OfOne = new()
    {
        ["GET /studio/life-events/{country}/{name}/{step}"] = ("/studio/life-events/dk/moving/report-address", []),
        ["POST /studio/drafts"] = ("/studio/drafts", [("file", RuleFile)]),
        ["GET /studio/drafts/{id}"] = ("{draft}", []),
        ["GET /studio/drafts/{id}/edit"] = ("{draft}/edit", []),
        ["POST /studio/drafts/{id}/edit"] = ("{draft}/edit", [("file", RuleFile), ("text", "agency: dk.municipality\n"), ("version", "1")]),
        ["POST /studio/drafts/{id}/problems"] = ("{draft}/problems", [("file", RuleFile), ("text", "agency: dk.municipality\n")]),
        ["POST /studio/drafts/{id}/files"] = ("{draft}/files", [("file", TestsFile)]),
        ["POST /studio/drafts/{id}/files/leave"] = ("{draft}/files/leave", [("file", RuleFile)]),
        ["GET /studio/drafts/{id}/tests"] = ("{draft}/tests", []),
        ["GET /studio/drafts/{id}/reach"] = ("{draft}/reach", []),
        ["GET /studio/drafts/{id}/preview"] = ("{draft}/preview", []),
        ["GET /studio/drafts/{id}/mail"] = ("{draft}/mail?locale=en", []),
        ["POST /studio/drafts/{id}/submit"] = ("{draft}/submit", [("why", "Mine now.")]),
        ["POST /studio/drafts/{id}/withdraw"] = ("{draft}/withdraw", []),
        ["POST /studio/drafts/{id}/reopen"] = ("{draft}/reopen", []),
        ["POST /studio/drafts/{id}/approve"] = ("{draft}/approve", [("version", "1"), ("confirmed", "yes")]),
        ["POST /studio/drafts/{id}/decline"] = ("{draft}/decline", [("version", "1"), ("why", "No.")]),
        ["GET /studio/history/{version}"] = ($"/studio/history/{{version}}?file={RuleFile}", []),
        ["POST /studio/history/{version}/restore"] = ("/studio/history/{version}/restore", [("file", RuleFile)]),
    };

    [Fact]
    public async Task Every_route_of_the_studio_stands_in_the_table()
    {
        await using var house = await StudioHouse.Open();
        var routes = house.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/studio", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}"));
        Assert.Equal(ForAll.Concat(OfOne.Keys).Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_belongs_to_one_agency_is_not_there_for_another()
    {
        await using var house = await StudioHouse.Open();
        var (draft, version) = await SomethingOfTheMunicipality(house);
        using var other = await house.Both("Cleo", Postnord);
        foreach (var (route, (path, form)) in OfOne)
        {
            var answer = await Reach(other, route, path, draft, version, form);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{route} answered {answer.Status} to another agency.");
            Assert.DoesNotContain("Everybody knows MitID", answer.Body, StringComparison.Ordinal);
        }

        Assert.Single(await house.Host.Scenario.Store.ListProposals(CancellationToken.None), p => p.State == Proactive.Engine.Oversight.ProposalState.Draft);
    }

    [Fact]
    public async Task That_somebody_reached_for_what_is_anothers_stands_in_the_audit_log()
    {
        await using var house = await StudioHouse.Open();
        var (draft, _) = await SomethingOfTheMunicipality(house);
        using var other = await house.Both("Cleo", Postnord);
        await other.Get(draft);
        Assert.Equal("Cleo: refused", (await house.Audit())[^1]);
    }

    [Fact]
    public async Task The_same_is_there_for_the_agency_itself()
    {
        await using var house = await StudioHouse.Open();
        var (draft, version) = await SomethingOfTheMunicipality(house);
        using var own = await house.Both();
        foreach (var (route, (path, form)) in OfOne)
        {
            var answer = await Reach(own, route, path, draft, version, form);
            Assert.True(answer.Status != HttpStatusCode.NotFound, $"{route} is not there for its own agency, so the other test says nothing.");
        }
    }

    [Fact]
    public async Task The_lists_of_an_agency_name_nothing_of_another()
    {
        await using var house = await StudioHouse.Open();
        var (draft, _) = await SomethingOfTheMunicipality(house);
        using var other = await house.Both("Cleo", Postnord);
        foreach (var path in new[] { "/studio/files", "/studio/drafts", "/studio/history" })
        {
            var body = (await other.Get(path)).Body;
            Assert.DoesNotContain(RuleFile, body, StringComparison.Ordinal);
            Assert.DoesNotContain(draft, body, StringComparison.Ordinal);
        }

        var page = (await other.Get("/studio/life-events/dk/moving")).Document;
        Assert.Contains("Report your move", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$='/report-address']"));
        Assert.NotNull(page.QuerySelector("a[href$='/tell-postnord']"));
    }

    [Fact]
    public async Task Administrators_and_strangers_have_no_part_in_the_studio()
    {
        await using var house = await StudioHouse.Open();
        var (draft, version) = await SomethingOfTheMunicipality(house);
        using var administrator = await house.Host.Staff(Role.Administrator);
        using var stranger = house.Host.Stranger();
        foreach (var (route, (path, form)) in OfOne.Concat(ForAll.Select(r => KeyValuePair.Create(r, (r.Split(' ')[1].Replace("{country}/{name}", "dk/moving", StringComparison.Ordinal), Array.Empty<(string, string)>())))))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Reach(administrator, route, path, draft, version, form)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await Reach(stranger, route, path, draft, version, form)).Status);
        }
    }

    [Fact]
    public async Task Somebody_of_no_agency_finds_nothing_of_anybody()
    {
        await using var house = await StudioHouse.Open();
        var (draft, _) = await SomethingOfTheMunicipality(house);
        using var nobody = await house.Host.Staff(new Actor("Dan", [Role.Author, Role.Approver]));
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(draft)).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get("/studio/files")).Status);
        Assert.Empty((await nobody.Get("/studio/files")).Document.QuerySelectorAll("td"));
    }

    [Fact]
    public async Task An_author_cannot_decide_and_an_approver_cannot_write()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        Assert.Equal(HttpStatusCode.Forbidden, (await author.Post($"{draft}/approve")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await approver.Post("/studio/drafts", ("file", RuleFile))).Status);
    }

    [Theory, InlineData("dk/moving/life-event.yaml"), InlineData("dk/agencies.yaml"), InlineData("themes.yaml"), InlineData("../secret.yaml"), InlineData("dk/job-loss/tests.yaml")]
    public async Task Files_that_are_no_agencys_own_cannot_be_opened(string file)
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        Assert.Equal(HttpStatusCode.NotFound, (await author.Submit("/studio/files", "/studio/drafts", ("file", file))).Status);
    }

    // A change that is in force, and a draft under work.
    static async Task<(string Draft, string Version)> SomethingOfTheMunicipality(StudioHouse house)
    {
        using var author = await house.Author();
        using var approver = await house.Approver();
        var live = await house.Submitted(author);
        Assert.Equal(live, (await approver.Submit(live, $"{live}/approve", ("confirmed", "yes"))).Location);
        return (await Begin(author), live.Split('/')[^1]);
    }

    static async Task<DoorHost.Answer> Reach(DoorHost.Visitor visitor, string route, string path, string draft, string version, (string, string)[] form)
    {
        path = path.Replace("{draft}", draft, StringComparison.Ordinal).Replace("{version}", version, StringComparison.Ordinal);
        if (route.StartsWith("GET", StringComparison.Ordinal)) return await visitor.Get(path);
        // With a good token of their own: it is not for want of one that they are refused.
        var token = (await visitor.Get("/studio")).Document.QuerySelector("input[name=form-token]")?.GetAttribute("value") ?? "";
        return await visitor.Post(path, [("form-token", token), .. form]);
    }
}
