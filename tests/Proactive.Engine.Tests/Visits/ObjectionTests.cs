using Proactive.Engine.Notices;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Citizens say no to what is optional, object to anything, and a person decides.</summary>
public sealed class ObjectionTests
{
    const string Guide = "xx/moving", Mandatory = "dk/moving", AfterReminder = "2026-11-10T12:00";

    static Task<bool> Decides(Scenario scenario, bool upheld, string guide = Mandatory) => scenario.Flow.Citizens.DecideObjection(scenario.Keys.Of("p-1"), guide, upheld, "read and decided", default);

    static async Task<string?> ReasonOfReminder(Scenario scenario) => (await scenario.File()).Notices.Single(n => n.Kind == NoticeKind.Reminder) is { State: NoticeState.Suppressed, Reason: var reason } ? reason : null;

    [Fact]
    public async Task Who_says_no_gets_nothing_more_and_can_say_yes_again_on_the_same_page()
    {
        var scenario = await Door.ToldOfSomethingOptional();
        Assert.True(await scenario.Does(new CitizenAct.OptOut(Guide)));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.OptOut(Guide))));
        Assert.True((await scenario.List()).OptedOut);
        Assert.True(await scenario.Does(new CitizenAct.OptIn(Guide)));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.OptIn(Guide))));
        Assert.False((await scenario.List()).OptedOut);
        await scenario.Until(AfterReminder);
        Assert.Equal("Start Reminder", scenario.Mails());

        await scenario.Does(new CitizenAct.OptOut(Guide));
        await scenario.Hears("x.moved.v1", Door.OptionalFacts.Replace("\"2\"", "\"3\"", StringComparison.Ordinal));
        await scenario.Until("2026-12-31T12:00");
        Assert.Equal("Start Reminder", scenario.Mails());
    }

    [Fact]
    public async Task A_no_that_the_registry_knows_of_is_taken_back_there()
    {
        var scenario = await Door.ToldOfSomethingOptional();
        await scenario.Knows(Scenario.Adult("en") with { OptOuts = [Guide] });
        Assert.True((await scenario.List()).OptedOut);
        Assert.False(await scenario.Does(new CitizenAct.OptIn(Guide)));
    }

    [Fact]
    public async Task Nobody_says_no_to_what_is_mandatory_or_to_what_the_link_is_not_about()
    {
        var scenario = await Door.Told();
        Assert.True(await scenario.LeavesTheFile(async () =>
        {
            foreach (var guide in new[] { Mandatory, "dk/retirement", "" })
            {
                Assert.False(await scenario.Does(new CitizenAct.OptOut(guide)));
                Assert.False(await scenario.Does(new CitizenAct.OptIn(guide)));
            }

            Assert.False(await scenario.Does(new CitizenAct.Object("dk/retirement", "no")));
        }));
    }

    [Fact]
    public async Task Messages_about_what_is_optional_stop_as_soon_as_somebody_objects()
    {
        var scenario = await Door.ToldOfSomethingOptional();
        Assert.True(await scenario.Does(new CitizenAct.Object(Guide, "Please stop.")));
        Assert.True((await scenario.List()).Objected);
        await scenario.Until(AfterReminder);
        Assert.Equal("Start", scenario.Mails());
        Assert.Equal("objected", await ReasonOfReminder(scenario));
        Assert.Contains("Suppressed objected", await scenario.Log());
    }

    [Fact]
    public async Task Messages_about_what_is_mandatory_go_on_until_a_person_decides()
    {
        var scenario = await Door.Told();
        await scenario.Does(new CitizenAct.Object(Mandatory, ""));
        await scenario.Until(AfterReminder);
        Assert.Equal("Start Reminder", scenario.Mails());
    }

    [Fact]
    public async Task An_objection_that_is_upheld_stops_also_what_is_mandatory_and_the_page_stays_open()
    {
        var scenario = await Door.Told();
        await scenario.Does(new CitizenAct.Object(Mandatory, ""));
        Assert.True(await Decides(scenario, upheld: true));
        await scenario.Until(AfterReminder);
        Assert.Equal("Start", scenario.Mails());
        Assert.Equal("objected", await ReasonOfReminder(scenario));
        Assert.True((await scenario.List()).Objected);
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.Object(Mandatory, "again"))));
    }

    [Fact]
    public async Task After_one_that_is_not_upheld_messages_go_on_and_another_may_be_made()
    {
        var scenario = await Door.ToldOfSomethingOptional();
        await scenario.Does(new CitizenAct.Object(Guide, ""));
        Assert.True(await Decides(scenario, upheld: false, Guide));
        Assert.False((await scenario.List()).Objected);
        await scenario.Until(AfterReminder);
        Assert.Equal("Start Reminder", scenario.Mails());
        await scenario.Does(new CitizenAct.Object(Guide, "I still object."));
        Assert.Equal([false, null], (await scenario.File()).Objections.Select(o => o.Upheld));
    }

    [Fact]
    public async Task Those_that_wait_are_found_oldest_first_until_somebody_has_decided()
    {
        var scenario = await Door.Told(others: Scenario.Adult("en") with { Id = "p-2", Email = "p-2@example.org" });
        await scenario.Hears(Door.Moved, Door.Facts, subject: "p-2");
        await scenario.Until("2026-11-09T14:00");
        await scenario.Does(new CitizenAct.Object(Mandatory, "second\nline"), scenario.Token(1));
        await scenario.Until("2026-11-09T15:00");
        await scenario.Does(new CitizenAct.Object(Mandatory, ""));
        var waiting = await scenario.Flow.Citizens.Objections(default);
        Assert.Equal([("p-2", "second\nline", true), ("p-1", "", true)], waiting.Select(o => (o.Citizen == scenario.Keys.Of("p-1") ? "p-1" : "p-2", o.Objection.Words, o.Mandatory)));
        Assert.True(await Decides(scenario, upheld: false));
        Assert.Equal(scenario.Keys.Of("p-2"), Assert.Single(await scenario.Flow.Citizens.Objections(default)).Citizen);
        Assert.False(await Decides(scenario, upheld: true));
        var decided = Assert.Single((await scenario.File()).Objections);
        Assert.Equal((false, scenario.Clock.GetUtcNow(), "read and decided"), (decided.Upheld, decided.DecidedAt, decided.Grounds));
    }

    [Fact]
    public async Task Nothing_is_decided_where_nobody_objected()
    {
        var scenario = await Door.Told();
        Assert.Empty(await scenario.Flow.Citizens.Objections(default));
        Assert.True(await scenario.LeavesTheFile(async () => Assert.False(await Decides(scenario, upheld: true))));
        await scenario.Does(new CitizenAct.Object(Mandatory, ""));
        await scenario.Store.Erase(scenario.Keys.Of("p-1"), scenario.Clock.GetUtcNow(), default);
        Assert.Empty(await scenario.Flow.Citizens.Objections(default));
        Assert.False(await Decides(scenario, upheld: true));
    }

    [Fact]
    public async Task Objecting_twice_is_one_objection_in_its_last_words()
    {
        var scenario = await Door.Told();
        await scenario.Does(new CitizenAct.Object(Mandatory, "first"));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.Object(Mandatory, "first"))));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.Object(Mandatory, ""))));
        await scenario.Does(new CitizenAct.Object(Mandatory, "better words"));
        Assert.Equal("better words", Assert.Single((await scenario.File()).Objections).Words);
    }

    [Fact]
    public async Task Too_many_words_are_cut_because_the_objection_counts_with_less()
    {
        var scenario = await Door.Told();
        Assert.True(await scenario.Does(new CitizenAct.Object(Mandatory, $"\u202e  {new string('x', 1999)}😀{new string('y', 9000)}")));
        Assert.Equal(new string('x', 1999), Assert.Single((await scenario.File()).Objections).Words);
    }
}
