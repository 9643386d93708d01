using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Citizens say themselves that a step is done, and take it back.</summary>
public sealed class TickTests
{
    const string AfterAll = "2026-12-31T12:00";

    [Fact]
    public async Task Who_does_nothing_is_reminded()
    {
        var scenario = await Door.Told();
        await scenario.Until(AfterAll);
        Assert.Equal("Start Reminder", scenario.Mails());
    }

    [Fact]
    public async Task What_is_ticked_is_done_and_nobody_is_reminded_of_it()
    {
        var scenario = await Door.Told();
        Assert.True(await scenario.Ticks());
        var step = await scenario.Step();
        Assert.Equal((GuideStepState.Done, "Monday 9\u00a0November 2026", false, true), (step.State, step.DoneText, step.MayTick, step.Ticked));
        await scenario.Until(AfterAll);
        Assert.Equal("Start", scenario.Mails());
        Assert.Contains((await scenario.File()).Notices, n => n is { Kind: NoticeKind.Reminder, State: NoticeState.Cancelled, Reason: "step-done" });
    }

    [Fact]
    public async Task Who_ticks_everything_is_thanked_once()
    {
        var scenario = await Door.Told();
        await scenario.TicksEverything();
        Assert.Equal(GuideListState.Done, (await scenario.List()).State);
        await scenario.Until(AfterAll);
        Assert.Equal("Start Completion", scenario.Mails());
    }

    [Fact]
    public async Task What_is_taken_back_in_time_is_reminded_of_on_its_day()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        await scenario.Until("2026-11-09T17:00");
        Assert.True(await scenario.Unticks());
        var step = await scenario.Step();
        Assert.Equal((GuideStepState.Now, "", true, false), (step.State, step.DoneText, step.MayTick, step.Ticked));
        await scenario.Until("2026-11-10T07:59");
        Assert.Equal("Start", scenario.Mails());
        await scenario.Until(AfterAll);
        Assert.Equal("Start Reminder", scenario.Mails());
    }

    [Fact]
    public async Task A_reminder_whose_day_went_by_meanwhile_does_not_come_late()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        await scenario.Until("2026-11-11T12:00");
        await scenario.Unticks();
        await scenario.Ticks();
        await scenario.Unticks();
        await scenario.Until(AfterAll);
        Assert.Equal("Start", scenario.Mails());
        Assert.Equal(["Suppressed done-when-due"], (await scenario.Log()).Where(l => l.StartsWith("Suppressed", StringComparison.Ordinal)));
        Assert.Equal(GuideStepState.Overdue, (await scenario.Step()).State);
    }

    [Fact]
    public async Task Who_takes_something_back_after_the_thanks_is_told_of_no_change_and_not_thanked_again()
    {
        var scenario = await Door.Told();
        await scenario.TicksEverything();
        await scenario.Until("2026-11-09T15:00");
        Assert.True(await scenario.Unticks());
        Assert.Equal(GuideListState.Active, (await scenario.List()).State);
        await scenario.Until("2026-11-10T12:00");
        Assert.True(await scenario.Ticks());
        await scenario.Until(AfterAll);
        Assert.Equal("Start Completion Reminder", scenario.Mails());
    }

    [Fact]
    public async Task Thanks_that_have_not_gone_out_wait_until_all_is_done_again()
    {
        var scenario = await Door.Told();
        await scenario.TicksEverything();
        await scenario.Unticks();
        await scenario.Until("2026-11-09T17:00");
        Assert.Equal("Start", scenario.Mails());
        await scenario.Ticks();
        await scenario.Until(AfterAll);
        Assert.Equal("Start Completion", scenario.Mails());
    }

    [Fact]
    public async Task What_the_registry_confirms_too_stays_done_whatever_the_citizen_says()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        await scenario.Hears(Door.Registered, """{"registeredOn":"2026-11-09"}""");
        Assert.False((await scenario.Step()).Ticked);
        Assert.True(await scenario.Unticks());
        Assert.Equal(GuideStepState.Done, (await scenario.Step()).State);
        Assert.False(await scenario.Unticks());
    }

    [Fact]
    public async Task What_the_registry_confirmed_alone_cannot_be_taken_back_and_ticking_it_adds_nothing()
    {
        var scenario = await Door.Told();
        await scenario.Hears(Door.Registered, """{"registeredOn":"2026-11-09"}""");
        Assert.True(await scenario.LeavesTheFile(async () => Assert.True(await scenario.Ticks())));
        Assert.True(await scenario.LeavesTheFile(async () => Assert.False(await scenario.Unticks())));
        Assert.Equal(GuideStepState.Done, (await scenario.Step()).State);
    }

    [Fact]
    public async Task A_correction_of_the_date_leaves_done_what_was_ticked()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        await scenario.Hears(Door.Corrected, """{"movedOn":"2026-11-14","from":{"municipality":"0751"},"to":{"municipality":"0461"},"eventId":"person-moved-1"}""");
        await scenario.Until(AfterAll);
        var step = await scenario.Step();
        Assert.Equal((GuideStepState.Done, new DateOnly(2026, 11, 19)), (step.State, step.Due));
        Assert.DoesNotContain(scenario.Email.Messages, m => m.Kind == NoticeKind.Reminder);
        Assert.True(await scenario.Unticks());
        Assert.Equal(GuideStepState.Overdue, (await scenario.Step()).State);
    }

    [Fact]
    public async Task What_is_withdrawn_is_shown_as_such_and_cannot_be_ticked()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        await scenario.Hears(Door.Annulled, """{"eventId":"person-moved-1"}""");
        var list = await scenario.List();
        Assert.Equal(GuideListState.Withdrawn, list.State);
        Assert.Empty(list.Steps);
        Assert.True(await scenario.LeavesTheFile(async () =>
        {
            Assert.False(await scenario.Ticks("name-on-mailbox"));
            Assert.False(await scenario.Unticks());
        }));
    }

    [Fact]
    public async Task Neither_what_happens_by_itself_nor_what_is_not_there_can_be_ticked()
    {
        var scenario = await Door.Told();
        Assert.True(await scenario.LeavesTheFile(async () =>
        {
            Assert.False(await scenario.Ticks("new-health-card"));
            Assert.False(await scenario.Unticks("new-health-card"));
            Assert.False(await scenario.Ticks("choose-doctor"));
            Assert.False(await scenario.Does(new CitizenAct.Tick("another-journey", Door.Report)));
            Assert.False(await scenario.Does(new CitizenAct.Untick("another-journey", Door.Report)));
        }));
    }

    [Fact]
    public async Task Ticking_twice_and_taking_back_twice_do_no_more()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        Assert.True(await scenario.LeavesTheFile(async () => Assert.True(await scenario.Ticks())));
        await scenario.Unticks();
        Assert.True(await scenario.LeavesTheFile(async () => Assert.True(await scenario.Unticks())));
    }

    [Fact]
    public async Task A_tick_that_comes_as_the_reminder_is_about_to_go_keeps_it_in()
    {
        var scenario = await Door.Told();
        scenario.Email.OnEnter = () => scenario.Ticks();
        await scenario.Until(AfterAll);
        Assert.Equal("Start", scenario.Mails());
    }

    [Fact]
    public async Task A_tick_that_comes_while_the_reminder_is_under_way_is_not_undone_by_it()
    {
        var scenario = await Door.Told();
        Task<bool>? ticked = null;
        scenario.Email.OnDeliver = _ => ticked = scenario.Ticks();
        await scenario.Until("2026-11-10T12:00");
        Assert.True(await ticked!);
        Assert.Equal("Start Reminder", scenario.Mails());
        Assert.Equal(GuideStepState.Done, (await scenario.Step()).State);
    }

    [Fact]
    public async Task A_reminder_that_may_have_arrived_is_not_repeated_once_all_it_says_is_done()
    {
        var scenario = await Door.Told();
        scenario.Email.AnswerNext(new Outcome.Unknown("connection-lost"));
        await scenario.Until("2026-11-10T08:10");
        await scenario.Ticks();
        await scenario.Until(AfterAll);
        Assert.Equal("Start Reminder", scenario.Mails());
    }
}
