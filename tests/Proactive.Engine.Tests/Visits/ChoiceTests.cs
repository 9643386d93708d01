using Proactive.Engine.Citizens;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Citizens choose how, and in which language, they are written to.</summary>
public sealed class ChoiceTests
{
    static readonly Person Child = Scenario.Adult("en") with { BirthDate = new DateOnly(2014, 3, 1), Email = null, Guardians = ["p-2", "p-3"] };
    static readonly Person Mother = Scenario.Adult("en") with { Id = "p-2", Email = "p-2@example.org" };
    static readonly Person Father = Scenario.Adult("en") with { Id = "p-3", Email = "p-3@example.org" };

    static async Task<Scenario> WithALetterBox(Person? citizen = null)
    {
        var scenario = await Door.Told(citizen);
        scenario.Letter.WhoItReaches = _ => true;
        return scenario;
    }

    [Fact]
    public async Task The_page_says_how_and_in_which_language_somebody_is_written_to_and_could_be()
    {
        var open = await (await WithALetterBox()).Opens();
        Assert.Equal(("email", "en"), (open!.Channel, open.Language));
        Assert.Equal(["email", "letter"], open.Channels);
        Assert.Equal(["da", "en"], open.Locales);
    }

    [Fact]
    public async Task What_is_chosen_comes_before_what_the_registry_says_until_it_is_taken_back()
    {
        var scenario = await WithALetterBox(Scenario.Adult("en") with { Channels = ["email"] });
        Assert.True(await scenario.Does(new CitizenAct.Choose("letter", "da")));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.Choose("letter", "da"))));
        var chosen = await scenario.Opens();
        Assert.Equal(("letter", "da", "da"), (chosen!.Channel, chosen.Language, chosen.Locale));
        await scenario.Until("2026-11-10T12:00");
        Assert.StartsWith("Din flytning", Assert.Single(scenario.Letter.Messages).Subject, StringComparison.Ordinal);
        Assert.Equal("Start", scenario.Mails());

        Assert.True(await scenario.Does(new CitizenAct.Choose(null, null)));
        Assert.True(await scenario.LeavesTheFile(() => scenario.Does(new CitizenAct.Choose(null, null))));
        var open = await scenario.Opens();
        Assert.Equal(("email", "en"), (open!.Channel, open.Language));
        Assert.Empty((await scenario.File()).Choices);
    }

    [Fact]
    public async Task What_the_registry_says_later_changes_nothing_of_what_was_chosen()
    {
        var scenario = await WithALetterBox();
        await scenario.Does(new CitizenAct.Choose("letter", null));
        await scenario.Knows(Scenario.Adult("da") with { Channels = ["email"] });
        var open = await scenario.Opens();
        Assert.Equal(("letter", "da"), (open!.Channel, open.Language));
    }

    [Fact]
    public async Task Only_what_reaches_them_and_what_the_country_writes_can_be_chosen()
    {
        var scenario = await Door.Told(Scenario.Adult("en") with { Phone = "+4512345678" });
        Assert.True(await scenario.LeavesTheFile(async () =>
        {
            // No letter reaches them; the life event sends no text messages; nobody knows pigeons; Denmark does not write Czech.
            foreach (var channel in new[] { "letter", "text-message", "pigeon", "" }) Assert.False(await scenario.Does(new CitizenAct.Choose(channel, null)));
            foreach (var language in new[] { "cs", "", "EN" }) Assert.False(await scenario.Does(new CitizenAct.Choose("email", language)));
        }));
    }

    [Fact]
    public async Task No_letter_goes_to_whom_the_address_is_protected_even_if_it_was_chosen_before()
    {
        var scenario = await WithALetterBox();
        await scenario.Does(new CitizenAct.Choose("letter", null));
        await scenario.Knows(Scenario.Adult("en") with { Protected = true });
        var open = await scenario.Opens();
        Assert.Equal(["email"], open!.Channels);
        Assert.False(await scenario.Does(new CitizenAct.Choose("letter", "en")));
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal("Start Reminder", scenario.Mails());
        Assert.Empty(scenario.Letter.Messages);
    }

    [Fact]
    public async Task What_reaches_them_no_more_gives_way_to_what_does()
    {
        var scenario = await WithALetterBox();
        await scenario.Does(new CitizenAct.Choose("letter", null));
        scenario.Letter.WhoItReaches = _ => false;
        Assert.Equal("email", (await scenario.Opens())!.Channel);
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal("Start Reminder", scenario.Mails());
    }

    [Fact]
    public async Task What_a_guardian_chose_is_not_chosen_for_the_next_one()
    {
        var scenario = await Door.Told(Child, null, Mother, Father);
        Assert.True(await scenario.Does(new CitizenAct.Choose(null, "da")));
        await scenario.Knows(Child with { Guardians = ["p-3"] });
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal(["p-2", "p-3"], scenario.Email.Readers.Select(r => r.Id));
        Assert.Equal(["en", "en"], scenario.Email.Messages.Select(m => m.Locale));
        Assert.Equal("en", (await scenario.Opens(scenario.Token(1)))!.Language);
    }

    [Fact]
    public async Task The_page_is_in_the_language_asked_for_then_chosen_then_the_registrys_then_the_official_one()
    {
        var scenario = await Door.Told(Scenario.Adult("en"));
        Assert.Equal("da", (await scenario.Opens(locale: "da"))!.Locale);
        Assert.Equal("en", (await scenario.Opens(locale: "cs"))!.Locale);
        await scenario.Does(new CitizenAct.Choose(null, "da"));
        Assert.Equal("da", (await scenario.Opens())!.Locale);
        Assert.Equal("en", (await scenario.Opens(locale: "en"))!.Locale);
        Assert.Equal("da", (await (await Door.Told(Scenario.Adult("pl"))).Opens(locale: "pl"))!.Locale);
    }
}
