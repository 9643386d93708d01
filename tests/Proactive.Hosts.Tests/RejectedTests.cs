using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>Events that were not accepted: looking at them, and taking them in again.</summary>
public sealed class RejectedTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task They_are_examined_first_and_taken_in_only_when_somebody_says_so()
    {
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2"), Moved("m-3", "p-3"), "{}"]), "ingest", "-", "--now", Now);
        Assert.Equal(3, (await _cli.List("rejected", "list", "--reason", "unknown-person", "--type", "dk.cpr.person-moved.v1")).Count);
        var kept = Assert.Single(await _cli.List("rejected", "list", "--reason", "missing-attribute"));
        Assert.Equal("{}\n", (await _cli.Proactive("rejected", "show", kept["id"])).Out);

        await _cli.Know("p-1", "p-2");
        var dry = await _cli.List("rejected", "replay", "--all", "--now", Now);
        Assert.Equal(["missing-attribute  1 0 0 0 1", "unknown-person dk.cpr.person-moved.v1 3 2 0 1 0"], dry.Select(row => string.Join(' ', row.Values)));
        Assert.Equal(4, (await _cli.List("rejected", "list")).Count);

        var replay = await _cli.Proactive("rejected", "replay", "--reason", "unknown-person", "--yes", "--now", Now);
        Assert.Equal(1, replay.ExitCode);
        Assert.Equal(["accepted   2", "duplicate  0", "held       1", "rejected   0"], replay.Lines[..4]);
        Assert.Equal(["missing-attribute", "unknown-person"], (await _cli.List("rejected", "list")).Select(r => r["reason"]).Order());
        Assert.Equal("duplicate  2", (await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2")]), "ingest", "-", "--now", Now)).Lines[1]);
    }

    [Fact]
    public async Task A_limit_takes_the_oldest_first_and_says_that_there_are_more()
    {
        await _cli.ProactiveReading(Lines(Enumerable.Range(1, 5).Select(i => Moved($"m-{i}", "p-1"))), "ingest", "-", "--now", Now);
        await _cli.Know("p-1");
        var first = await _cli.Proactive("rejected", "replay", "--all", "--yes", "--limit", "3", "--now", Now);
        Assert.Equal("accepted   3", first.Lines[0]);
        Assert.Contains("More are kept than the limit of 3", first.Talk, StringComparison.Ordinal);
        var rest = await _cli.Proactive("rejected", "replay", "--all", "--yes", "--limit", "3", "--per-second", "1000", "--now", Now);
        Assert.Equal((0, "accepted   2", ""), (rest.ExitCode, rest.Lines[0], rest.Talk));
    }

    [Fact]
    public async Task Somebody_who_becomes_known_is_retried_by_deliver()
    {
        await _cli.ProactiveReading(Moved("m-1", "p-1"), "ingest", "-", "--now", Now);
        await _cli.Know("p-1");
        Assert.Contains("Nothing was due.", (await _cli.Proactive("deliver", "--now", "2026-11-09T09:12+01:00")).Talk, StringComparison.Ordinal);
        var retried = await _cli.Proactive("deliver", "--now", "2026-11-09T09:20+01:00");
        Assert.Contains("1 held event tried again", retried.Talk, StringComparison.Ordinal);
        Assert.Empty(await _cli.List("rejected", "list"));
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        Assert.Single(_cli.Outbox);
    }

    [Fact]
    public async Task Time_that_passes_retries_what_is_held_on_the_way()
    {
        await _cli.ProactiveReading(Moved("m-1", "p-1"), "ingest", "-", "--now", Now);
        await _cli.Know("p-1");
        await _cli.Proactive("deliver", "--now", Now, "--until", "2026-11-09T15:00+01:00");
        Assert.Single(_cli.Outbox);
    }

    [Fact]
    public async Task A_flood_is_held_and_released_by_a_person()
    {
        await _cli.Know("p-1");
        for (var day = 1; day <= 7; day++)
            await _cli.ProactiveReading(AddressRegistered($"usual-{day}", "p-1"), "ingest", "-", "--now", $"2026-11-{day:00}T10:00+01:00");
        var flood = await _cli.ProactiveReading(Lines(Enumerable.Range(1, 1100).Select(i => AddressRegistered($"flood-{i}", "p-1"))), "ingest", "-", "--now", "2026-11-08T10:00+01:00");
        Assert.Equal(1, flood.ExitCode);
        Assert.Equal(["accepted   1000", "duplicate  0", "held       100", "rejected   0"], flood.Lines[..4]);
        Assert.Contains("held: unusual-volume: events of this type came far more often today", flood.Talk, StringComparison.Ordinal);

        var dry = Assert.Single(await _cli.List("rejected", "replay", "--reason", "unusual-volume", "--now", "2026-11-08T11:00+01:00"));
        Assert.Equal("unusual-volume dk.cpr.address-registered.v1 100 100 0 0 0", string.Join(' ', dry.Values));
        var released = await _cli.Proactive("rejected", "replay", "--reason", "unusual-volume", "--yes", "--per-second", "1000", "--now", "2026-11-08T11:00+01:00");
        Assert.Equal((0, "accepted   100"), (released.ExitCode, released.Lines[0]));
    }

    [Theory]
    [InlineData(2, "Say which events: their ids, or --all", "replay")]
    [InlineData(2, "Say which events: their ids, or --all", "replay", "abc", "--all")]
    [InlineData(2, "Say --yes or --dry-run, not both.", "replay", "--all", "--yes", "--dry-run")]
    [InlineData(2, "--limit is a whole number, 1 or more.", "replay", "--all", "--limit", "0")]
    [InlineData(2, "There is no reason 'boredom'. The reasons are invalid-utf-8, ", "list", "--reason", "boredom")]
    [InlineData(1, "No rejected event has the id abc", "replay", "abc")]
    [InlineData(0, "No such event is kept.", "replay", "--all")]
    public async Task A_wrong_command_line_is_answered_with_a_sentence_and_its_exit_code(int exitCode, string sentence, params string[] arguments)
    {
        var run = await _cli.Proactive(["rejected", .. arguments]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Talk, StringComparison.Ordinal);
    }
}
