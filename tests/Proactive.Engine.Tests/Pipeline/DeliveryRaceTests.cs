using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

/// <summary>What happens when something changes between the moment a notice is taken and the moment it is sent.</summary>
public sealed class DeliveryRaceTests
{
    const string Moved = "dk.cpr.person-moved.v1";
    const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<Scenario> AboutToBeTold()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await story.Hears(Moved, Facts);
        story.Clock.MoveTo(story.Clock.GetUtcNow().AddHours(3));
        return story;
    }

    [Fact]
    public async Task A_death_that_is_registered_while_the_notice_waits_for_its_relay_wins()
    {
        var story = await AboutToBeTold();
        story.Email.OnEnter = () => story.Knows(Scenario.Adult() with { DeceasedOn = new DateOnly(2026, 11, 8) });
        await story.Flow.DeliverDue(Stop);
        await story.Flow.DeliverDue(Stop);
        Assert.Empty(story.Email.Messages);
        Assert.Equal("deceased", (await story.File()).Notices.First(n => n.Kind == NoticeKind.Start).Reason);
    }

    [Fact]
    public async Task An_annulment_while_the_notice_waits_for_its_relay_wins()
    {
        var story = await AboutToBeTold();
        story.Email.OnEnter = async () =>
        {
            story.Email.OnEnter = null;
            await story.Hears("dk.cpr.person-move-annulled.v1", """{"eventId":"person-moved-1"}""");
        };
        await story.Flow.DeliverDue(Stop);
        await story.Flow.DeliverDue(Stop);
        Assert.Empty(story.Email.Messages);
    }

    [Fact]
    public async Task A_relay_that_is_down_costs_no_try()
    {
        var story = await AboutToBeTold();
        story.Email.Pause = TimeSpan.FromMinutes(5);
        for (var i = 0; i < 20; i++)
        {
            await story.Flow.DeliverDue(Stop);
            story.Clock.MoveTo(story.Clock.GetUtcNow().AddMinutes(5));
        }

        var file = await story.File();
        Assert.Empty(file.Attempts);
        Assert.Equal("relay-down", file.Notices.First(n => n.Kind == NoticeKind.Start).Reason);
        story.Email.Pause = TimeSpan.Zero;
        await story.Flow.DeliverDue(Stop);
        Assert.Equal(1, Assert.Single((await story.File()).Attempts).Number);
    }

    [Fact]
    public async Task What_was_stopped_before_anything_was_handed_over_is_no_try()
    {
        var story = await AboutToBeTold();
        using var stop = new CancellationTokenSource();
        story.Email.OnDeliver = cancellation =>
        {
            stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => story.Flow.DeliverDue(stop.Token));
        Assert.Empty((await story.File()).Attempts);
        story.Email.OnDeliver = _ => { };
        await story.Flow.DeliverDue(Stop);
        Assert.Single(story.Email.Messages);
    }

    [Fact]
    public async Task A_citizen_erased_while_the_message_is_under_way_is_not_made_anew()
    {
        var story = await AboutToBeTold();
        var key = story.Keys.Of("p-1");
        story.Email.OnDeliver = _ => story.Store.Erase(key, story.Clock.GetUtcNow(), Stop).Wait(Stop);
        await story.Flow.DeliverDue(Stop);
        var citizen = (await story.Store.Load([key], Stop))[0];
        Assert.True(citizen.Erased);
        Assert.Empty(citizen.File.Notices);
        await story.Hears(Moved, Facts, id: "later");
        Assert.Equal(ReceiptStatus.Accepted, story.LastReceipt!.Status);
        Assert.Empty((await story.File()).Events);
    }

    [Fact]
    public async Task A_dead_notice_is_sent_again_with_all_its_tries_when_a_person_says_so()
    {
        var story = await AboutToBeTold();
        story.Email.AnswerNext(new Outcome.GiveUp("refused-550"));
        await story.Flow.DeliverDue(Stop);
        var start = (await story.File()).Notices.First(n => n.Kind == NoticeKind.Start);
        Assert.Equal(NoticeState.Failed, start.State);

        Assert.False(await story.Flow.Resend(story.Keys.Of("p-1"), "nobody", "test", Stop));
        Assert.True(await story.Flow.Resend(story.Keys.Of("p-1"), start.Id, "address mended", Stop));
        await story.Flow.DeliverDue(Stop);
        Assert.Equal(NoticeState.Sent, (await story.File()).Notices.First(n => n.Kind == NoticeKind.Start).State);
        Assert.False(await story.Flow.Resend(story.Keys.Of("p-1"), start.Id, "address mended", Stop));
        Assert.Equal(2, story.Email.Messages.Count);
    }

    [Fact]
    public async Task When_the_store_is_full_nothing_is_sent()
    {
        var story = await AboutToBeTold();
        await using var full = new GatedStore(story.Store) { Fail = true };
        var flow = new Flow(story.Rules, Repository.Templates, full, [story.Email], story.Keys, story.Clock);
        await Assert.ThrowsAsync<IOException>(() => flow.DeliverDue(Stop));
        Assert.Empty(story.Email.Messages);
        full.Fail = false;
        story.Clock.MoveTo(story.Clock.GetUtcNow().AddMinutes(16));
        await flow.DeliverDue(Stop);
        Assert.Single(story.Email.Messages);
    }
}
