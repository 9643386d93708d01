using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

public sealed class PersonalDataTests
{
    static string[] ReadBy(string? step, RuleBook book) => [.. PersonalData.UsesOf(book).Single(u => u.Step?.Id == step).Fields];

    static string Unread(RuleBook book, string type = "x.moved.v1") =>
        string.Join(' ', PersonalData.UnreadOf(book).FirstOrDefault(u => u.Type.Name == type)?.Fields ?? []);

    [Fact]
    public void A_step_reads_what_its_condition_and_dates_read_and_the_legal_date_stands_for_its_field() =>
        Assert.Equal(["data.from.municipality", "data.movedOn", "data.to.municipality"], ReadBy("report", RuleFolders.Book(RuleFolders.With())));

    [Fact]
    public void A_life_event_reads_whom_it_concerns_from_when_and_how_old_they_are() =>
        Assert.Equal(["citizen.birthDate", "data.eventId", "data.movedOn", "data.on", "event.subject"], ReadBy(null, RuleFolders.Book(RuleFolders.With())));

    [Fact]
    public void A_step_that_asks_nothing_reads_nothing()
    {
        var plain = RuleFolders.WithTown("    when: data.from.municipality != data.to.municipality\n    why: { en: You moved to another municipality. }\n    due: effective + days(5)\n    remind: [due - days(2)]\n", "");
        Assert.Empty(ReadBy("report", RuleFolders.Book(plain)));
    }

    [Fact]
    public void What_is_known_of_the_citizen_counts_too_and_a_pilot_reads_where_they_live()
    {
        var pilot = RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", "rollout: { municipalities: [\"0461\"] }\n    when: ageOn(citizen.birthDate, effective) > 60");
        Assert.Equal(["citizen.birthDate", "citizen.municipality", "data.movedOn"], ReadBy("report", RuleFolders.Book(pilot)));
    }

    [Fact]
    public void Every_use_says_for_what_and_on_which_law()
    {
        var use = PersonalData.UsesOf(RuleFolders.Book(RuleFolders.With())).Single(u => u.Step is not null);
        Assert.Equal(("Report your move", "Act 1", "xx.town"), (use.Purpose.In("en"), use.Step!.Legal.Basis, use.Step.Agency.Id));
    }

    [Fact]
    public void Fields_that_nobody_reads_are_named_by_event_type()
    {
        var book = RuleFolders.Book(RuleFolders.With());
        Assert.Equal("data.from.postcode data.household.birthDate data.household.id data.to.postcode", Unread(book));
        Assert.Equal("", Unread(book, "x.annulled.v1"));
    }

    [Theory]
    [InlineData("data.from in [data.from]", "data.household.birthDate data.household.id data.to.municipality data.to.postcode")]
    [InlineData("size(data.household) > 1", "data.from.municipality data.from.postcode data.to.municipality data.to.postcode")]
    [InlineData("has(data.household) && data.household.exists(p, ageOn(p.birthDate, effective) < 18)", "data.from.municipality data.from.postcode data.household.id data.to.municipality data.to.postcode")]
    public void Reading_a_whole_reads_its_parts_but_a_list_read_field_by_field_only_those(string condition, string unread) =>
        Assert.Equal(unread, Unread(RuleFolders.Book(RuleFolders.WithTown("when: data.from.municipality != data.to.municipality", $"when: {condition}"))));

    [Fact]
    public void A_field_that_any_life_event_reads_is_read()
    {
        var other = RuleFolders.LifeEvent[..RuleFolders.LifeEvent.IndexOf("events:", StringComparison.Ordinal)] + "events:\n  x.moved.v1: { role: starts, effective: data.movedOn }\n";
        var steps = RuleFolders.Town.Replace("when: data.from.municipality != data.to.municipality", "when: has(data.to.postcode)", StringComparison.Ordinal).Replace("    evidence: [x.registered.v1]\n", "", StringComparison.Ordinal);
        var book = RuleFolders.Book(RuleFolders.With(("xx/post/life-event.yaml", other), ("xx/post/town.yaml", steps)));
        Assert.Equal("data.from.postcode data.household.birthDate data.household.id", Unread(book));
    }
}
