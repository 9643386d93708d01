using Proactive.Engine;
using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    static readonly Person Everything = new()
    {
        Id = "0107801234", Name = "Søren Žižka", BirthDate = new DateOnly(1980, 7, 1), Municipality = "0101", Language = "da", Email = "soeren@example.org",
        Channels = ["letter", "email"], OptOuts = ["dk/moving"], DeceasedOn = DateOnly.MaxValue,
    };

    [Fact]
    public async Task Persons_come_back_as_they_were_in_the_order_of_the_keys()
    {
        var little = new Person { Id = "8001011234" };
        await Store.SavePersons([(Key(1), Everything), (Key(2), little)], Stop);
        var persons = await Store.LoadPersons([Key(2), Key(9), Key(1)], Stop);
        Assert.Equal(Describe(little), Describe(persons[0]!));
        Assert.Null(persons[1]);
        Assert.Equal(Describe(Everything), Describe(persons[2]!));
    }

    [Fact]
    public async Task A_person_is_replaced_whole()
    {
        await Store.SavePersons([(Key(1), Everything)], Stop);
        await Store.SavePersons([(Key(1), new Person { Id = "0107801234", Municipality = "0851" })], Stop);
        var person = (await Store.LoadPersons([Key(1)], Stop))[0]!;
        Assert.Equal(Describe(new Person { Id = "0107801234", Municipality = "0851" }), Describe(person));
    }

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

    static RejectedEvent Rejected(string id, DateTimeOffset at) => new(
        id, at, new Rejection(RejectionReason.UnknownField, "data.form", "did you mean data.from?"), "dk.cpr.person-moved.v1", "https://cpr.example", "e-1", Encoding.UTF8.GetBytes("{ }"));

    async Task<string> Listed() => string.Join(' ', await Store.ListRejected(Stop).Select(r => r.Id).ToListAsync(Stop));
}
