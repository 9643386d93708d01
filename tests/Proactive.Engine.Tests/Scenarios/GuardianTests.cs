using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>Who gets what concerns somebody who is too young to be written to.</summary>
public sealed class GuardianTests
{
    static readonly Person Child = Scenario.Adult("en") with { Name = "Emma Holm", BirthDate = new DateOnly(2014, 3, 1), Email = "emma@example.org", Guardians = ["p-2", "p-3"] };
    static readonly Person Mother = Guardian("p-2", "Mette Holm");
    static readonly Person Father = Guardian("p-3", "Jens Holm");

    static Person Guardian(string id, string name) => Scenario.Adult("en") with { Id = id, Name = name, Email = $"{id}@example.org" };

    static async Task<Scenario> Moves(Person child, params Person[] guardians)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", child);
        foreach (var guardian in guardians) await scenario.Knows(guardian);
        await scenario.Hears("dk.cpr.person-moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"reported":true}""");
        return await scenario.Until("2026-11-09T12:00");
    }

    static async Task<(NoticeState, string?)> StartOf(Scenario scenario) => (await scenario.File()).Notices.Single(n => n.Kind == NoticeKind.Start) is var start ? (start.State, start.Reason) : default;

    [Fact]
    public async Task A_guardian_is_told_at_their_own_address()
    {
        var scenario = await Moves(Child, Mother, Father);
        Assert.Equal("p-2@example.org", Assert.Single(scenario.Email.Readers).Email);
    }

    [Fact]
    public async Task The_next_guardian_is_told_if_the_first_has_died()
    {
        var scenario = await Moves(Child, Mother with { DeceasedOn = new DateOnly(2026, 1, 1) }, Father);
        Assert.Equal("p-3@example.org", Assert.Single(scenario.Email.Readers).Email);
    }

    [Fact]
    public async Task While_no_guardian_is_known_it_waits_and_goes_out_once_one_is()
    {
        var scenario = await Moves(Child);
        Assert.Equal((NoticeState.Held, "no-guardian-known"), await StartOf(scenario));
        await scenario.Knows(Mother);
        await scenario.Until("2026-11-11T12:00");
        Assert.Equal("p-2", Assert.Single(scenario.Email.Readers).Id);
    }

    [Fact]
    public async Task Without_guardians_a_child_is_not_written_to() =>
        Assert.Equal((NoticeState.Suppressed, "minor"), await StartOf(await Moves(Child with { Guardians = [] })));

    [Fact]
    public async Task A_guardian_who_is_a_child_or_of_unknown_age_is_none()
    {
        var scenario = await Moves(Child, Mother with { BirthDate = new DateOnly(2010, 1, 1) }, Father with { BirthDate = null });
        Assert.Equal((NoticeState.Held, "no-guardian-known"), await StartOf(scenario));
        Assert.Empty(scenario.Email.Messages);
    }

    [Fact]
    public async Task Of_a_protected_child_a_guardian_is_told_only_under_the_same_protection()
    {
        var told = await Moves(Child with { Protected = true }, Mother, Father with { Protected = true });
        Assert.Equal("p-3", Assert.Single(told.Email.Readers).Id);
        var untold = await Moves(Child with { Protected = true }, Mother, Father);
        Assert.Equal((NoticeState.Suppressed, "protected-subject"), await StartOf(untold));
        Assert.Empty(untold.Email.Messages);
    }

    [Fact]
    public async Task Who_is_old_enough_is_told_themselves() =>
        Assert.Equal("emma@example.org", Assert.Single((await Moves(Child with { BirthDate = new DateOnly(2008, 3, 1) }, Mother)).Email.Readers).Email);

    [Fact]
    public async Task The_heading_never_names_the_child()
    {
        var message = Assert.Single((await Moves(Child, Mother)).Email.Messages);
        Assert.DoesNotContain("Emma", message.Subject, StringComparison.Ordinal);
        Assert.Contains("Dear Mette Holm", message.Text, StringComparison.Ordinal);
    }
}
