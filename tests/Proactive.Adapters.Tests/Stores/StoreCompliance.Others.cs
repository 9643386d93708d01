using System.Text;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task A_rule_book_is_kept_under_its_hash_and_found_again()
    {
        var files = new ContentFolder("rules", new Dictionary<string, string> { ["dk/country.yaml"] = "name: Æ\n", ["themes.yaml"] = "" });
        await Store.KeepRuleBook(files, Stop);
        await Store.KeepRuleBook(files, Stop);
        var found = (await Store.FindRuleBook(files.Hash, Stop))!;
        Assert.Equal((files.Hash, "rules"), (found.Hash, found.Root));
        Assert.Equal(files.Texts, found.Texts);
        Assert.Null(await Store.FindRuleBook("0123456789abcdef", Stop));
    }

    [Fact]
    public async Task Rejected_events_come_back_as_they_were()
    {
        var known = Rejected("a", Morning.AddTicks(1));
        var unreadable = new RejectedEvent("b", Morning, new Rejection(RejectionReason.InvalidUtf8, "", "not text"), null, null, null, new byte[] { 0, 255, 10 });
        await Store.KeepRejected([known, unreadable], Stop);
        Assert.Equal(Describe(known), Describe((await Store.FindRejected("a", Stop))!));
        Assert.Equal(Describe(unreadable), Describe((await Store.FindRejected("b", Stop))!));
        Assert.Null(await Store.FindRejected("c", Stop));
    }

    [Fact]
    public async Task Rejected_events_are_listed_oldest_first()
    {
        await Store.KeepRejected([Rejected("c", Morning), Rejected("a", Morning.AddHours(1))], Stop);
        await Store.KeepRejected([Rejected("b", Morning), Rejected("d", Morning.AddHours(-1))], Stop);
        Assert.Equal("d b c a", await Listed());
    }

    [Fact]
    public async Task A_long_list_of_rejected_events_comes_whole()
    {
        await Store.KeepRejected([.. Enumerable.Range(0, 1201).Select(n => Rejected($"{n:d5}", Morning.AddMinutes(n / 100)))], Stop);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 1201).Select(n => $"{n:d5}")), await Listed());
    }

    [Fact]
    public async Task A_rejected_event_kept_again_is_replaced()
    {
        await Store.KeepRejected([Rejected("a", Morning)], Stop);
        await Store.KeepRejected([Rejected("a", Morning.AddDays(1))], Stop);
        Assert.Equal("a", await Listed());
        Assert.Equal(Morning.AddDays(1), (await Store.FindRejected("a", Stop))!.At);
    }

    [Fact]
    public async Task A_rejected_event_is_forgotten_once_removed_and_removing_it_again_does_no_harm()
    {
        await Store.KeepRejected([Rejected("a", Morning), Rejected("b", Morning)], Stop);
        await Store.RemoveRejected("a", Stop);
        await Store.RemoveRejected("a", Stop);
        Assert.Equal("b", await Listed());
        Assert.Null(await Store.FindRejected("a", Stop));
    }

    [Fact]
    public async Task Rejected_events_are_listed_by_reason_type_and_when_they_are_tried_again()
    {
        await Store.KeepRejected(
        [
            Rejected("a", Morning) with { RetryAt = Morning.AddHours(2), Tries = 3 },
            Rejected("b", Morning.AddMinutes(1)) with { Rejection = new Rejection(RejectionReason.UnknownPerson, "", ""), RetryAt = Morning.AddHours(1) },
            Rejected("c", Morning.AddMinutes(2)) with { Type = "cz.other.v1" },
            Rejected("d", Morning.AddMinutes(3)) with { Type = null },
        ], Stop);
        Assert.Equal("a c d", await Listed(new RejectedQuery(Reason: RejectionReason.UnknownField)));
        Assert.Equal("c", await Listed(new RejectedQuery(Type: "cz.other.v1")));
        Assert.Equal("", await Listed(new RejectedQuery(RetryUntil: Morning)));
        Assert.Equal("b", await Listed(new RejectedQuery(RetryUntil: Morning.AddHours(1))));
        Assert.Equal("a b", await Listed(new RejectedQuery(RetryUntil: Morning.AddDays(1))));
        Assert.Equal("a", await Listed(new RejectedQuery(RejectionReason.UnknownField, "dk.cpr.person-moved.v1", Morning.AddDays(1))));
        Assert.Equal((3, Morning.AddHours(2)), ((await Store.FindRejected("a", Stop))!.Tries, (await Store.FindRejected("a", Stop))!.RetryAt));
    }

    [Fact]
    public async Task A_type_that_few_rejected_events_have_is_found_behind_many_others()
    {
        await Store.KeepRejected([.. Enumerable.Range(0, 1201).Select(n => Rejected($"{n:d5}", Morning) with { Type = n % 600 == 0 ? "rare" : "common" })], Stop);
        Assert.Equal("00000 00600 01200", await Listed(new RejectedQuery(Type: "rare")));
    }

    [Fact]
    public async Task Rejected_events_may_be_removed_and_kept_again_while_they_are_listed()
    {
        await Store.KeepRejected([.. Enumerable.Range(0, 300).Select(n => Rejected($"{n:d5}", Morning))], Stop);
        await foreach (var rejected in Store.ListRejected(new RejectedQuery(), Stop)) await Store.RemoveRejected(rejected.Id, Stop);
        Assert.Equal("", await Listed());
    }

    [Fact]
    public async Task A_note_is_found_under_its_name_until_it_is_taken_away()
    {
        Assert.Null(await Store.FindNote("hold", Stop));
        await Store.KeepNote("hold", "first", Stop);
        await Store.KeepNote("other", "ž", Stop);
        await Store.KeepNote("hold", "second", Stop);
        Assert.Equal(("second", "ž"), (await Store.FindNote("hold", Stop), await Store.FindNote("other", Stop)));
        await Store.KeepNote("hold", null, Stop);
        await Store.KeepNote("hold", null, Stop);
        Assert.Equal((null, "ž"), (await Store.FindNote("hold", Stop), await Store.FindNote("other", Stop)));
    }

    static RejectedEvent Rejected(string id, DateTimeOffset at) => new(
        id, at, new Rejection(RejectionReason.UnknownField, "data.form", "did you mean data.from?"), "dk.cpr.person-moved.v1", "https://cpr.example", "e-1", Encoding.UTF8.GetBytes("{ }"));

    async Task<string> Listed(RejectedQuery? query = null) => string.Join(' ', await Store.ListRejected(query ?? new RejectedQuery(), Stop).Select(r => r.Id).ToListAsync(Stop));
}
