using Proactive.Engine;
using Proactive.Engine.Storage;
using Proactive.Functions.Wiring;
using Proactive.Testing;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>Each minute everything is looked after that no message woke.</summary>
public sealed class OnSweepTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_due_goes_out_and_what_is_held_is_tried_again()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        Assert.Equal(ReceiptStatus.Held, (await world.Hears(World.Moved("m-2", "p-2"))).Status);
        await world.Story.Knows(Scenario.Adult() with { Id = "p-2", Email = "bo@example.org" });
        world.Story.Clock.MoveTo(world.Story.Clock.GetUtcNow().AddDays(1));
        await world.OnSweep.Run(new(), Stop);
        Assert.Single(world.Story.Email.Messages);
        Assert.Empty(await world.Rejected());
        Assert.Single((await world.Story.Store.Load([world.Story.Keys.Of("p-2")], Stop))[0].File.Journeys);
        Assert.Empty(world.Log.Lines);
    }

    [Fact]
    public async Task One_thing_that_fails_does_not_keep_the_others_from_being_done()
    {
        var world = await World.Begin();
        await world.Hears(World.Moved());
        await world.UntilDue();
        var sweep = new OnSweep(new Sweep(world.Flow, world.Rules, _ => throw FaultyStore.Busy, world.Story.Clock, world.Trouble));
        await sweep.Run(new(), Stop);
        Assert.Single(world.Story.Email.Messages);
        Assert.StartsWith("What was begun was not finished. The store cosmos proactive could not save files", Assert.Single(world.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_finishes_what_was_begun()
    {
        var (world, asked) = (await World.Begin(), 0);
        await new OnSweep(new Sweep(world.Flow, world.Rules, _ => Task.FromResult(asked++), world.Story.Clock, world.Trouble)).Run(new(), Stop);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task More_than_a_run_has_time_for_is_left_to_the_next()
    {
        var (story, clock) = (await Scenario.Begin("2026-11-09T10:00", Scenario.Adult()), new ManualClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero)));
        foreach (var id in (string[])["p-1", "p-2", "p-3"]) await story.Knows(Scenario.Adult() with { Id = id, Email = $"{id}@example.org" });
        var flow = new Flow(story.Rules, Repository.Templates, story.Store, [story.Email], story.Keys, clock, new FlowOptions { InFlight = 1 });
        foreach (var id in (string[])["p-1", "p-2", "p-3"]) await flow.Receive(System.Text.Encoding.UTF8.GetBytes(World.Moved(id, id)), Stop);
        clock.Advance((await story.Store.NextDue(Stop))!.Value - clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        // Each message takes three minutes.
        story.Email.OnDeliver = _ => clock.Advance(TimeSpan.FromMinutes(3));
        var log = new LogLines();
        var trouble = new Trouble(log, clock);
        var sweep = new OnSweep(new Sweep(flow, new FollowedRules(story.Rules, clock, trouble), _ => Task.CompletedTask, clock, trouble));
        await sweep.Run(new(), Stop);
        Assert.Equal(2, story.Email.Messages.Count);
        await sweep.Run(new(), Stop);
        Assert.Equal(3, story.Email.Messages.Count);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task The_rule_book_that_the_studio_puts_in_force_is_taken_over_within_half_a_minute()
    {
        var world = await World.Begin();
        var files = RuleFolders.AtOnce;
        await (await RuleBooks.Resume(world.Story.Store, Stop))!.Replace(RuleFolders.Book(files), files, Stop);
        await world.OnSweep.Run(new(), Stop);
        Assert.NotEqual(files.Hash, world.Story.Rules.Current.Hash);
        world.Story.Clock.MoveTo(world.Story.Clock.GetUtcNow().AddSeconds(30));
        await world.OnSweep.Run(new(), Stop);
        Assert.Equal(files.Hash, world.Story.Rules.Current.Hash);
    }
}
