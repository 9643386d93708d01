using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Engine.Oversight;
using Proactive.Web.Studio;
using static Proactive.Hosts.Tests.Doors.StudioHouse;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>From a draft to the rule book: four eyes.</summary>
public sealed class StudioDecisionTests
{
    const string Move = """{"specversion":"1.0","id":"move-{0}","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"p-1","data":{"movedOn":"2026-11-20","from":{"municipality":"0751"},"to":{"municipality":"0461"}}}""";

    [Fact]
    public async Task An_approved_change_is_in_force_at_once_and_stands_in_the_audit_log()
    {
        await using var house = await StudioHouse.Open();
        var before = house.Host.Scenario.Rules.Current.Hash;
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);

        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve", ("why", "Good."), ("confirmed", "yes"))).Location);
        var live = house.Host.Scenario.Rules.Current;
        Assert.NotEqual(before, live.Hash);
        Assert.Equal(live.Hash, house.Files.Hash);
        Assert.Contains("en: \"MitID\"", house.Text(RuleFile), StringComparison.Ordinal);
        Assert.Equal(["Anna: draft-submitted (Everybody knows MitID.)", "Bo: approved (Good.)", "Bo: rules-live (Everybody knows MitID.)"], await house.Audit());
        Assert.Contains("In force", (await author.Get(draft)).Words, StringComparison.Ordinal);
        Assert.True((await house.Host.Scenario.Store.VerifyAudit(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task Nobody_approves_their_own_work_also_with_both_roles_and_in_other_letters()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Both();
        var draft = await house.Submitted(author);
        using var same = await house.Both("ANNA");
        Assert.Null((await same.Get(draft)).Document.QuerySelector($"form[action='{draft}/approve']"));
        foreach (var what in new[] { "approve", "decline" })
        {
            var refused = await Force(same, draft, what, 3);
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("own work", refused.Words, StringComparison.Ordinal);
        }

        Assert.Equal(Proactive.Testing.Repository.RuleBook.Hash, house.Host.Scenario.Rules.Current.Hash);
    }

    [Fact]
    public async Task An_approver_decides_on_the_text_they_were_shown()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        var shown = (await approver.Get(draft)).Document.QuerySelector($"form[action='{draft}/approve']")!;
        await author.Submit(draft, $"{draft}/reopen");
        await house.Save(author, draft, "en: \"MitID\"", "en: \"Something else\"");
        await author.Submit(draft, $"{draft}/submit", ("why", "Another thing."));
        var refused = await approver.Post($"{draft}/approve", [.. shown.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)), ("confirmed", "yes")]);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.DoesNotContain("Something else", house.Text(RuleFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_others_changed_meanwhile_is_not_overwritten()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        house.ChangeOutside(RuleFile, "Get a host declaration", "Ask for a host declaration");
        Assert.Contains("changed by others", (await approver.Get(draft)).Words, StringComparison.Ordinal);
        var refused = await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"));
        Assert.Contains("others changed the file meanwhile", refused.Words, StringComparison.Ordinal);
        Assert.Contains("Ask for a host declaration", house.Text(RuleFile), StringComparison.Ordinal);

        // Opened again it stands against the file as it is now, and shows that it would undo what others did.
        await author.Submit(draft, $"{draft}/reopen");
        var removed = (await author.Get(draft)).Document.QuerySelectorAll(".line.removed").Select(l => l.TextContent);
        Assert.Contains(removed, l => l.Contains("Ask for a host declaration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_a_test_does_not_go_live()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await Begin(author);
        await house.Save(author, draft, "due: effective + days(5)                         # not", "due: effective + days(6)                         # not");
        await author.Submit(draft, $"{draft}/submit", ("why", "A day more."));
        var refused = await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("a test failed", refused.Words, StringComparison.Ordinal);
        Assert.Contains("days(5)", house.Text(RuleFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wide_reach_is_said_loudly_and_needs_a_yes_of_its_own()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var recent = house.Host.App.Services.GetRequiredService<RecentEvents>();
        foreach (var number in Enumerable.Range(1, 3)) recent.Note(Encoding.UTF8.GetBytes(Move.Replace("{0}", $"{number}", StringComparison.Ordinal)));
        var draft = await Begin(author);
        // The author's mistake: everybody, not those who had protection.
        await house.Save(author, draft, "when: has(data.hadProtection) && data.hadProtection", "when: \"!has(data.hadProtection) || data.hadProtection\"");
        await author.Submit(draft, $"{draft}/submit", ("why", "It is simpler."));
        var page = await approver.Get(draft);
        Assert.Contains("Many more people get the step. “Ask again for name and address protection” would apply 3 times and applies 0 times now, out of 3 events.", page.Words, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("input[name=confirmed]"));
        Assert.Equal(HttpStatusCode.Conflict, (await approver.Submit(draft, $"{draft}/approve")).Status);
        Assert.Equal(ProposalState.Submitted, (await house.Host.Scenario.Store.FindProposal(draft.Split('/')[^1], CancellationToken.None))!.State);
    }

    [Fact]
    public async Task A_change_that_reaches_nobody_more_needs_no_confirmation()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        using var registry = new HttpClient { BaseAddress = house.Host.Address };
        using var content = new StringContent(Move.Replace("{0}", "1", StringComparison.Ordinal), Encoding.UTF8, "application/cloudevents+json");
        Assert.Equal(HttpStatusCode.Created, (await registry.PostAsync("/events", content)).StatusCode);
        var draft = await house.Submitted(author);
        Assert.Contains("No difference for the latest events.", (await approver.Get(draft)).Words, StringComparison.Ordinal);
        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve")).Location);
    }

    [Fact]
    public async Task Declining_needs_words_and_withdrawing_is_the_authors()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        Assert.Equal(HttpStatusCode.Conflict, (await approver.Submit(draft, $"{draft}/decline", ("why", " "))).Status);
        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/decline", ("why", "The law says otherwise."))).Location);
        Assert.Contains("The law says otherwise.", (await author.Get(draft)).Words, StringComparison.Ordinal);

        var second = await house.Submitted(author);
        Assert.Equal(second, (await author.Submit(second, $"{second}/withdraw")).Location);
        Assert.Equal(HttpStatusCode.Conflict, (await Force(approver, second, "approve", 4)).Status);
        Assert.Equal(["draft-submitted", "declined", "draft-submitted", "draft-withdrawn", "decision-refused"], (await house.Audit()).Select(l => l.Split(' ')[1]));
    }

    [Fact]
    public async Task A_draft_without_a_reason_or_a_change_is_not_submitted()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await Begin(author);
        Assert.Contains("changes nothing", (await author.Submit(draft, $"{draft}/submit", ("why", "x"))).Words, StringComparison.Ordinal);
        await house.Save(author, draft, "MitID, the Danish digital ID", "MitID");
        Assert.Contains("Say why first.", (await author.Submit(draft, $"{draft}/submit", ("why", ""))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_cannot_be_written_leave_everything_as_it_was()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        using var approver = await house.Approver();
        var draft = await house.Submitted(author);
        house.Full = new IOException("No space left.");
        Assert.Contains("could not be written", (await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"))).Words, StringComparison.Ordinal);
        Assert.Equal(Proactive.Testing.Repository.RuleBook.Hash, house.Host.Scenario.Rules.Current.Hash);

        house.Full = null;
        Assert.Equal(draft, (await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"))).Location);
    }

    [Fact]
    public async Task Where_files_are_not_changed_from_here_the_studio_says_so_and_publishes_nothing()
    {
        await using var house = await StudioHouse.Open(writes: false);
        using var author = await house.Author();
        using var approver = await house.Approver();
        Assert.Contains("not put in force", (await author.Get("/studio/files")).Words, StringComparison.Ordinal);
        var draft = await house.Submitted(author);
        Assert.Equal(HttpStatusCode.Conflict, (await approver.Submit(draft, $"{draft}/approve", ("confirmed", "yes"))).Status);
        Assert.Equal(ProposalState.Submitted, (await house.Host.Scenario.Store.FindProposal(draft.Split('/')[^1], CancellationToken.None))!.State);
    }

    // As somebody would who writes the request themselves, with a token of their own.
    static async Task<DoorHost.Answer> Force(DoorHost.Visitor visitor, string draft, string what, int version)
    {
        var token = (await visitor.Get(draft)).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        return await visitor.Post($"{draft}/{what}", ("form-token", token), ("version", $"{version}"), ("why", "I say so."), ("confirmed", "yes"));
    }

    [Fact]
    public async Task What_was_approved_and_cut_off_before_it_was_written_is_finished_at_the_next_start()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await house.Submitted(author);
        var store = house.Host.Scenario.Store;
        var submitted = (await store.FindProposal(draft.Split('/')[^1], CancellationToken.None))!;
        Assert.True(await store.SaveProposal(submitted.Approve("Bo", "Good.", "the hash it was to have", house.Host.Scenario.Clock.GetUtcNow())!, CancellationToken.None));
        Assert.DoesNotContain("en: \"MitID\"", house.Text(RuleFile), StringComparison.Ordinal);

        await house.Restart();
        Assert.Contains("en: \"MitID\"", house.Text(RuleFile), StringComparison.Ordinal);
        Assert.Equal(house.Files.Hash, house.Host.Scenario.Rules.Current.Hash);
        await house.Restart();
        Assert.Equal("Bo: rules-live (Everybody knows MitID.)", Assert.Single(await house.Audit(), l => l.Contains("rules-live", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_others_changed_since_is_not_overwritten_at_the_next_start()
    {
        await using var house = await StudioHouse.Open();
        using var author = await house.Author();
        var draft = await house.Submitted(author);
        var store = house.Host.Scenario.Store;
        var submitted = (await store.FindProposal(draft.Split('/')[^1], CancellationToken.None))!;
        await store.SaveProposal(submitted.Approve("Bo", "Good.", "the hash it was to have", house.Host.Scenario.Clock.GetUtcNow())!, CancellationToken.None);
        house.ChangeOutside(RuleFile, "Get a host declaration", "Ask for a host declaration");
        await house.Restart();
        Assert.DoesNotContain("en: \"MitID\"", house.Text(RuleFile), StringComparison.Ordinal);
    }
}
