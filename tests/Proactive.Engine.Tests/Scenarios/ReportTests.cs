using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Events;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>What relays and gateways report later, and what comes of it.</summary>
public sealed class ReportTests
{
    const string Moved = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"reported":true}""";

    static async Task<Scenario> Sent(FlowOptions? options = null)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), options: options);
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Hears("dk.cpr.person-moved.v1", Moved);
        return await scenario.Until("2026-11-09T11:00");
    }

    static async Task<Notice> Start(Scenario scenario) => Assert.Single((await scenario.File()).Notices, n => n.Kind == NoticeKind.Start);

    static async Task<DeliveryReport> About(Scenario scenario, ReportedResult result, string detail = "5.1.1", string channel = "email") =>
        new((await Start(scenario)).Id, channel, result, detail, scenario.Clock.GetUtcNow());

    static async Task<ReportEffect> Reports(Scenario scenario, ReportedResult result, string detail = "5.1.1") => await scenario.Flow.Report(await About(scenario, result, detail));

    [Fact]
    public async Task What_bounces_goes_on_as_a_letter_and_the_log_tells_the_story()
    {
        var scenario = await Sent();
        Assert.Equal(ReportEffect.Applied, await Reports(scenario, ReportedResult.Bounced));
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal((1, 1), (scenario.Email.Messages.Count, scenario.Letter.Messages.Count));
        Assert.Equal(["Sent email", "Bounced email 5.1.1", "Sent letter"], await scenario.Log());
    }

    [Fact]
    public async Task An_address_that_bounced_is_not_used_again_until_the_registry_has_another()
    {
        var scenario = await Sent();
        await Reports(scenario, ReportedResult.Bounced);
        await scenario.Until("2026-11-09T12:00");
        await scenario.Hears("dk.cpr.person-moved.v1", Moved.Replace("0461", "0101", StringComparison.Ordinal));
        await scenario.Until("2026-11-09T14:00");
        Assert.Equal((1, 2), (scenario.Email.Messages.Count, scenario.Letter.Messages.Count));
        await scenario.Knows(Scenario.Adult("en") with { Email = "new@example.org" });
        await scenario.Hears("dk.cpr.person-moved.v1", Moved.Replace("0461", "0102", StringComparison.Ordinal));
        await scenario.Until("2026-11-10T14:00");
        Assert.Equal((2, 2), (scenario.Email.Messages.Count, scenario.Letter.Messages.Count));
    }

    [Theory]
    [InlineData("5.1.1", true), InlineData("5.2.1", true), InlineData("returned", true), InlineData("4.4.7", false), InlineData("5.2.2", false), InlineData("5.7.1", false), InlineData("5.1.8", false)]
    public async Task Only_what_is_said_of_the_address_puts_it_in_doubt(string status, bool doubted)
    {
        var scenario = await Sent();
        await Reports(scenario, ReportedResult.Bounced, status);
        Assert.Equal(doubted, (await scenario.File()).Doubts.Length == 1);
    }

    [Fact]
    public async Task Without_another_channel_the_notice_has_failed_and_a_person_may_send_it_again()
    {
        var scenario = await Sent();
        scenario.Letter.WhoItReaches = _ => false;
        await Reports(scenario, ReportedResult.Bounced);
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal((NoticeState.Failed, "no-channel-left"), ((await Start(scenario)).State, (await Start(scenario)).Reason));
        Assert.True(await scenario.Flow.Resend(scenario.Keys.Of("p-1"), (await Start(scenario)).Id, "called us"));
        await scenario.Until("2026-11-09T13:00");
        Assert.Equal((NoticeState.Sent, 2), ((await Start(scenario)).State, scenario.Email.Messages.Count));
    }

    [Fact]
    public async Task A_receipt_says_that_it_arrived_and_the_same_again_changes_nothing()
    {
        var scenario = await Sent();
        Assert.Equal(ReportEffect.Applied, await Reports(scenario, ReportedResult.Delivered, "2.0.0"));
        var version = (await scenario.File()).Version;
        Assert.Equal(ReportEffect.None, await Reports(scenario, ReportedResult.Delivered, "2.0.0"));
        Assert.Equal(ReportEffect.None, await Reports(scenario, ReportedResult.Bounced));
        Assert.Equal((NoticeState.Delivered, version), ((await Start(scenario)).State, (await scenario.File()).Version));
    }

    [Fact]
    public async Task A_bounce_that_comes_again_or_late_sends_no_second_letter()
    {
        var scenario = await Sent();
        var bounce = await About(scenario, ReportedResult.Bounced);
        await scenario.Flow.Report(bounce);
        Assert.Equal(ReportEffect.None, await scenario.Flow.Report(bounce));
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal(ReportEffect.None, await scenario.Flow.Report(bounce));
        Assert.Equal(ReportEffect.None, await scenario.Flow.Report(bounce with { Result = ReportedResult.Delivered }));
        await scenario.Until("2026-11-09T14:00");
        Assert.Single(scenario.Letter.Messages);
    }

    [Fact]
    public async Task What_is_only_delayed_waits()
    {
        var scenario = await Sent();
        Assert.Equal(ReportEffect.None, await Reports(scenario, ReportedResult.Delayed, "4.2.2"));
        await scenario.Until("2026-11-09T14:00");
        Assert.Equal((NoticeState.Sent, 0), ((await Start(scenario)).State, scenario.Letter.Messages.Count));
    }

    [Fact]
    public async Task A_try_of_unknown_outcome_of_which_a_receipt_comes_is_not_repeated()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        scenario.Email.AnswerNext(new Outcome.Unknown("timeout-after-data"));
        await scenario.Hears("dk.cpr.person-moved.v1", Moved);
        await scenario.Until("2026-11-09T11:00");
        Assert.Equal(ReportEffect.Applied, await Reports(scenario, ReportedResult.Delivered, "2.0.0"));
        await scenario.Until("2026-11-09T15:00");
        Assert.Single(scenario.Email.Messages);
    }

    [Fact]
    public async Task A_report_that_overtakes_our_own_record_is_tried_again_and_counts()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        scenario.Letter.WhoItReaches = _ => true;
        ReportEffect? early = null;
        scenario.Email.OnDeliver = _ => early ??= scenario.Flow.Report(new DeliveryReport(StartId(scenario), "email", ReportedResult.Bounced, "5.1.1", scenario.Clock.GetUtcNow()), CancellationToken.None).GetAwaiter().GetResult();
        await scenario.Hears("dk.cpr.person-moved.v1", Moved);
        await scenario.Until("2026-11-09T11:00");
        Assert.Equal(ReportEffect.TooEarly, early);
        scenario.Clock.MoveTo(scenario.Clock.GetUtcNow().AddMinutes(1));
        Assert.Equal(1, await scenario.Flow.RetryHeld());
        Assert.Equal(0, await scenario.Store.ListRejected(new RejectedQuery(), default).CountAsync());
        await scenario.Until("2026-11-09T12:00");
        Assert.Single(scenario.Letter.Messages);
    }

    static string StartId(Scenario scenario) => scenario.File().GetAwaiter().GetResult().Notices.Single(n => n.Kind == NoticeKind.Start).Id;

    [Fact]
    public async Task A_report_about_no_notice_is_tried_for_five_minutes_and_then_waits_for_a_person()
    {
        var scenario = await Sent();
        Assert.Equal(ReportEffect.TooEarly, await scenario.Flow.Report(new DeliveryReport(new string('0', 32), "email", ReportedResult.Bounced, "5.1.1", scenario.Clock.GetUtcNow())));
        for (var minute = 1; minute <= 5; minute++)
        {
            scenario.Clock.MoveTo(scenario.Clock.GetUtcNow().AddMinutes(1));
            Assert.Equal(1, await scenario.Flow.RetryHeld());
        }

        scenario.Clock.MoveTo(scenario.Clock.GetUtcNow().AddDays(30));
        Assert.Equal(0, await scenario.Flow.RetryHeld());
        var kept = Assert.Single(await scenario.Store.ListRejected(new RejectedQuery(RejectionReason.UnknownNotice), default).ToListAsync());
        Assert.Equal(ReceiptStatus.Rejected, Assert.Single(await scenario.Flow.Examine([kept])).Status);
        Assert.Equal(ReceiptStatus.Rejected, Assert.Single(await scenario.Flow.ReceiveAgain([kept], released: true)).Status);
    }

    [Fact]
    public async Task A_report_about_somebody_who_was_erased_changes_nothing()
    {
        var scenario = await Sent();
        var bounce = await About(scenario, ReportedResult.Bounced);
        await scenario.Store.Erase(scenario.Keys.Of("p-1"), scenario.Clock.GetUtcNow(), default);
        Assert.NotEqual(ReportEffect.Applied, await scenario.Flow.Report(bounce));
        await scenario.Until("2026-11-09T14:00");
        Assert.Empty(scenario.Letter.Messages);
    }

    [Fact]
    public async Task What_bounced_and_is_no_longer_owed_is_not_sent_by_another_channel()
    {
        var scenario = await Sent();
        await scenario.Hears("dk.cpr.person-move-annulled.v1", """{"eventId":"person-moved-1"}""");
        await Reports(scenario, ReportedResult.Bounced);
        await scenario.Until("2026-11-10T14:00");
        Assert.DoesNotContain(scenario.Letter.Messages, m => m.Kind == NoticeKind.Start);
    }

    [Fact]
    public async Task When_far_too_much_comes_back_sending_is_held_before_everybody_gets_a_letter()
    {
        var scenario = await Sent(new FlowOptions { UnusualBouncesFrom = 1 });
        await Reports(scenario, ReportedResult.Bounced);
        Assert.Equal("many-bounces", (await scenario.Flow.Holds.Current(default))?.Reason);
        Assert.Equal(0, await scenario.Flow.DeliverDue());
        Assert.Empty(scenario.Letter.Messages);
        await scenario.Flow.ReleaseHold(skipDue: false);
        await scenario.Until("2026-11-09T15:00");
        Assert.Single(scenario.Letter.Messages);
    }
}
