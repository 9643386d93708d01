using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Year;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>What becomes of one start notice when channels and guards have their say.</summary>
public sealed class DeliveryTests
{
    static async Task<Scenario> Move(Person? citizen = null, string now = "2026-11-09T10:00", string effective = "2026-11-07", params Outcome[] answers)
    {
        var scenario = await Scenario.Begin(now, citizen ?? Scenario.Adult());
        scenario.Email.AnswerNext(answers);
        return await scenario.Hears("dk.cpr.person-moved.v1", $$"""{"movedOn":"{{effective}}","from":{"municipality":"0751"},"to":{"municipality":"0461"},"reported":true}""");
    }

    static async Task<Notice> Start(Scenario scenario) => Assert.Single((await scenario.File()).Notices, n => n.Kind == NoticeKind.Start);

    static async Task<List<string>> Log(Scenario scenario)
    {
        var lines = new List<string>();
        await foreach (var entry in scenario.Store.SearchLog(new LogQuery(), CancellationToken.None)) lines.Add($"{entry.State} {entry.Reason}".Trim());
        return lines;
    }

    [Fact]
    public async Task A_relay_that_says_not_now_is_tried_again_until_it_takes_the_message()
    {
        var scenario = await Move(answers: [new Outcome.TryAgain("451"), new Outcome.TryAgain("451")]);
        await scenario.Until("2026-11-09T15:00");
        Assert.Equal(3, scenario.Email.Messages.Count);
        Assert.Equal(["Planned try-again", "Planned try-again", "Sent"], await Log(scenario));
        Assert.Single(scenario.Email.Messages.Select(m => m.NoticeId).Distinct());
    }

    [Fact]
    public async Task A_relay_that_never_takes_it_is_given_up_after_the_schedule()
    {
        var scenario = await Move(answers: [.. Enumerable.Repeat(new Outcome.TryAgain("451"), 20)]);
        await scenario.Until("2026-11-30T15:00");
        Assert.Equal((NoticeState.Failed, "no-channel-left"), ((await Start(scenario)).State, (await Start(scenario)).Reason));
        Assert.Equal(8, scenario.Email.Messages.Count);
    }

    [Fact]
    public async Task After_a_permanent_failure_no_channel_is_left()
    {
        var scenario = await Move(answers: [new Outcome.GiveUp("550")]);
        await scenario.Until("2026-11-30T15:00");
        Assert.Equal((NoticeState.Failed, "no-channel-left"), ((await Start(scenario)).State, (await Start(scenario)).Reason));
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task After_a_permanent_failure_the_next_channel_takes_over()
    {
        var scenario = await Move(answers: [new Outcome.GiveUp("550")]);
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Until("2026-11-09T15:00");
        Assert.Equal((NoticeState.Sent, "letter"), ((await Start(scenario)).State, (await Start(scenario)).Channel));
        Assert.Equal(scenario.Email.Messages.Single().NoticeId, scenario.Letter.Messages.Single().NoticeId);
    }

    [Fact]
    public async Task The_citizens_own_channel_comes_first()
    {
        var scenario = await Move(Scenario.Adult() with { Channels = ["letter"] });
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Until("2026-11-09T15:00");
        Assert.Empty(scenario.Email.Messages);
        Assert.Single(scenario.Letter.Messages);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_known_is_recorded_as_such_and_repeated_once()
    {
        var scenario = await Move(answers: [new Outcome.Unknown("timeout"), new Outcome.Unknown("timeout")]);
        await scenario.Until("2026-11-30T15:00");
        Assert.Equal(NoticeState.OutcomeUnknown, (await Start(scenario)).State);
        Assert.Equal(2, scenario.Email.Messages.Count);
        Assert.Single(scenario.Email.Messages.Select(m => m.NoticeId).Distinct());
    }

    [Fact]
    public async Task A_repetition_that_arrives_is_sent()
    {
        var scenario = await Move(answers: [new Outcome.Unknown("timeout")]);
        await scenario.Until("2026-11-30T15:00");
        Assert.Equal(NoticeState.Sent, (await Start(scenario)).State);
    }

    [Fact]
    public async Task A_try_that_was_cut_off_counts_as_unknown_and_not_as_failed()
    {
        var scenario = await Move();
        scenario.Clock.MoveTo(new DateTimeOffset(2026, 11, 9, 10, 0, 0, TimeSpan.Zero));
        // The process dies between the saved intent and the relay's answer.
        scenario.Email.OnDeliver = _ => throw new CrashException();
        await Assert.ThrowsAsync<CrashException>(() => scenario.Flow.DeliverDue());
        scenario.Email.OnDeliver = _ => { };

        scenario.Clock.MoveTo(scenario.Clock.GetUtcNow().AddMinutes(16));
        await scenario.Flow.DeliverDue();
        Assert.Equal((NoticeState.OutcomeUnknown, "interrupted"), ((await Start(scenario)).State, (await Start(scenario)).Reason));
        await scenario.Until("2026-11-09T15:00");
        Assert.Equal(NoticeState.Sent, (await Start(scenario)).State);
    }

    public static TheoryData<string, Person, string> Guarded => new()
    {
        { "deceased", Scenario.Adult() with { DeceasedOn = new DateOnly(2026, 11, 8) }, "Suppressed deceased" },
        { "a minor", Scenario.Adult() with { BirthDate = new DateOnly(2009, 11, 10) }, "Suppressed minor" },
        { "without a mail address", Scenario.Adult() with { Email = null }, "Suppressed no-contact" },
        { "protected and without a mail address", Scenario.Adult() with { Protected = true, Email = null }, "Suppressed no-contact" },
        { "of unknown age", Scenario.Adult() with { BirthDate = null }, "Held age-unknown" },
    };

    [Theory, MemberData(nameof(Guarded))]
    public async Task Nobody_is_written_to_who_is(string who, Person citizen, string expected)
    {
        var scenario = await Move(citizen);
        scenario.Letter.WhoItReaches = person => person.Protected;
        await scenario.Until("2026-11-09T15:00");
        Assert.Empty(scenario.Email.Messages);
        Assert.Empty(scenario.Letter.Messages);
        Assert.Equal([expected], await Log(scenario));
        Assert.NotEmpty(who);
    }

    [Fact]
    public async Task No_letter_goes_to_a_protected_address_even_if_the_citizen_chose_letters()
    {
        var scenario = await Move(Scenario.Adult() with { Protected = true, Channels = ["letter", "email"] });
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Until("2026-11-09T15:00");
        Assert.Empty(scenario.Letter.Messages);
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task A_protected_address_is_not_put_on_an_envelope_when_the_mail_bounces_either()
    {
        var scenario = await Move(Scenario.Adult() with { Protected = true }, answers: [new Outcome.GiveUp("550")]);
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Until("2026-11-30T15:00");
        Assert.Empty(scenario.Letter.Messages);
        Assert.Equal((NoticeState.Failed, "no-channel-left"), ((await Start(scenario)).State, (await Start(scenario)).Reason));
    }

    [Fact]
    public async Task What_is_held_goes_out_when_the_missing_fact_comes()
    {
        var scenario = await Move(Scenario.Adult() with { BirthDate = null });
        await scenario.Until("2026-11-09T15:00");
        await scenario.Knows(Scenario.Adult());
        await scenario.Until("2026-11-11T15:00");
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task The_address_of_today_is_used_not_that_of_the_plan()
    {
        var scenario = await Move();
        await scenario.Knows(Scenario.Adult() with { DeceasedOn = new DateOnly(2026, 11, 9) });
        await scenario.Until("2026-11-09T15:00");
        Assert.Empty(scenario.Email.Messages);
    }

    [Fact]
    public async Task Who_opted_out_of_what_is_optional_is_not_written_to()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("cs") with { OptOuts = ["cz/job-loss"] });
        await scenario.Hears("cz.cssz.employment-ended.v1", """{"endedOn":"2026-11-08"}""");
        await scenario.Until("2026-11-30T15:00");
        Assert.Empty(scenario.Email.Messages);
        Assert.Equal("Suppressed opted-out", Assert.Single((await Log(scenario)).Distinct()));
    }

    [Fact]
    public async Task An_event_that_is_too_old_plans_nothing()
    {
        var scenario = await Move(effective: "2026-08-10");
        await scenario.Until("2026-12-30T15:00");
        Assert.Empty(scenario.Email.Messages);
        Assert.Equal(Engine.Journeys.JourneyState.Expired, Assert.Single((await scenario.File()).Journeys).State);
    }

    [Fact]
    public async Task After_days_of_downtime_at_night_the_notice_waits_for_the_morning()
    {
        var scenario = await Move();
        scenario.Clock.MoveTo(new DateTimeOffset(2026, 11, 13, 22, 0, 0, TimeSpan.Zero));
        await scenario.Flow.DeliverDue();
        Assert.Empty(scenario.Email.Messages);
        await scenario.Until("2026-11-16T08:00"); // the Monday
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task Nobody_gets_more_than_the_daily_limit_whatever_the_registry_sends()
    {
        var scenario = await Move();
        for (var i = 0; i < 54; i++)
            await scenario.Hears("dk.cpr.person-moved.v1", $$"""{"movedOn":"2026-11-07","from":{"municipality":"0{{100 + i}}"},"to":{"municipality":"0461"},"reported":true}""");
        await scenario.Until("2026-11-09T20:00");
        Assert.Equal(DueNotices.MaxPerDay, scenario.Email.Messages.Count);
        await scenario.Until("2026-11-10T20:00");
        Assert.Equal(2 * DueNotices.MaxPerDay, scenario.Email.Messages.Count);
    }
}
