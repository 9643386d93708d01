using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>Several life events of one citizen that are due at the same moment become one message.</summary>
public sealed class TogetherTests
{
    const string Moved = """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""";
    static readonly string MovedOn = Moved.Replace("\"2\"", "\"3\"", StringComparison.Ordinal);

    static async Task<Scenario> TwoMoves(RuleBook? book = null, params Outcome[] answers)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), book ?? RuleFolders.Book(RuleFolders.With()));
        scenario.Email.AnswerNext(answers);
        await scenario.Hears("x.moved.v1", Moved);
        await scenario.Hears("x.moved.v1", MovedOn);
        return await scenario.Until("2026-11-09T11:00");
    }

    static async Task<IEnumerable<NoticeState>> Starts(Scenario scenario) => (await scenario.File()).Notices.Where(n => n.Kind == NoticeKind.Start).Select(n => n.State);

    [Fact]
    public async Task Both_are_told_in_one_message_and_the_log_says_in_which()
    {
        var scenario = await TwoMoves();
        var message = Assert.Single(scenario.Email.Messages);
        Assert.Equal(2, message.Steps.Count);
        Assert.Equal([NoticeState.Sent, NoticeState.Sent], await Starts(scenario));
        Assert.Equal(["Sent email", $"Sent email told-in-{message.Reference}"], (await scenario.Log()).Order());
    }

    [Fact]
    public async Task What_is_tried_again_stays_together()
    {
        var scenario = await TwoMoves(null, new Outcome.TryAgain("451"));
        Assert.Equal([NoticeState.Planned, NoticeState.Planned], await Starts(scenario));
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal(2, scenario.Email.Messages.Count);
        Assert.Single(scenario.Email.Messages.Select(m => m.NoticeId).Distinct());
        Assert.Equal([NoticeState.Sent, NoticeState.Sent], await Starts(scenario));
    }

    [Fact]
    public async Task A_message_of_unknown_outcome_is_repeated_once_with_all_that_it_told()
    {
        var scenario = await TwoMoves(null, new Outcome.Unknown("timeout-after-data"), new Outcome.Unknown("timeout-after-data"));
        await scenario.Until("2026-11-09T15:00");
        Assert.Equal(2, scenario.Email.Messages.Count);
        Assert.Equal(scenario.Email.Messages[0].Text, scenario.Email.Messages[1].Text);
        Assert.Equal(scenario.Email.Messages[0].NoticeId, scenario.Email.Messages[1].NoticeId);
    }

    [Fact]
    public async Task A_bounce_of_the_message_is_a_bounce_of_all_that_it_told()
    {
        var book = RuleFolders.Book(RuleFolders.WithLifeEvent("channels: [email]", "channels: [email, letter]"));
        var scenario = await TwoMoves(book);
        scenario.Letter.WhoItReaches = _ => true;
        await scenario.Flow.Report(new DeliveryReport(scenario.Email.Messages[0].NoticeId, "email", ReportedResult.Bounced, "5.1.1", scenario.Clock.GetUtcNow()));
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal(2, Assert.Single(scenario.Letter.Messages).Steps.Count);
        Assert.Equal([NoticeState.Sent, NoticeState.Sent], await Starts(scenario));
    }

    [Fact]
    public async Task Reminders_of_both_come_together_too()
    {
        var scenario = await TwoMoves();
        await scenario.Until("2026-11-11T12:00");
        Assert.Equal([NoticeKind.Start, NoticeKind.Reminder], scenario.Email.Messages.Select(m => m.Kind));
        Assert.All((await scenario.File()).Journeys, j => Assert.NotNull(Assert.Single(j.Steps).RemindedAt));
    }

    [Fact]
    public async Task What_must_stay_discreet_stays_by_itself()
    {
        var scenario = await TwoMoves(RuleFolders.Book(RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\ndiscreet: true")));
        Assert.Equal(2, scenario.Email.Messages.Count);
        Assert.All(scenario.Email.Messages, m => Assert.Single(m.Steps));
    }

    [Fact]
    public async Task Annulling_one_of_them_is_told_by_itself()
    {
        var scenario = await TwoMoves();
        await scenario.Hears("x.annulled.v1", """{"eventId":"moved-2"}""");
        await scenario.Until("2026-11-09T12:00");
        Assert.Equal([NoticeKind.Start, NoticeKind.Withdrawal], scenario.Email.Messages.Select(m => m.Kind));
    }

    [Fact]
    public async Task No_message_tells_of_more_than_five()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(RuleFolders.With()));
        for (var i = 2; i < 9; i++) await scenario.Hears("x.moved.v1", Moved.Replace("\"2\"", $"\"{i}\"", StringComparison.Ordinal));
        await scenario.Until("2026-11-09T11:00");
        Assert.Equal([2, 5], scenario.Email.Messages.Select(m => m.Steps.Count).Order());
    }
}
