using System.Diagnostics;
using System.Text;
using Proactive.Cli;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Storage;
using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>Events from a file or a pipe: what is said to be taken in is, however it ends.</summary>
public sealed class IngestTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Thousands_of_events_with_a_broken_one_in_the_middle_are_told_in_their_order()
    {
        await _cli.Know([.. Enumerable.Range(0, 500).Select(i => $"p-{i}")]);
        var events = Enumerable.Range(1, 5000).Select(i => i switch
        {
            1234 => """{"specversion":"1.0","type":""",
            4321 => Moved("m-4321", "p-unknown"),
            _ => Moved($"m-{i % 2500}", $"p-{i % 500}"),
        });
        var run = await _cli.ProactiveReading(Lines(events), "ingest", "-", "--now", Now);
        Assert.Equal(["accepted   2500", "duplicate  2498", "held       1", "rejected   1"], run.Lines[..4]);
        Assert.Collection(
            run.Talk.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("event 1234: invalid-json: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("event 4321: held: unknown-person: ", line, StringComparison.Ordinal));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_flood_of_the_same_reason_is_summed_up()
    {
        var run = await _cli.ProactiveReading(Lines(Enumerable.Range(1, 150).Select(i => Moved($"m-{i}", "p-unknown"))), "ingest", "-", "--now", Now);
        Assert.Equal("held       150", run.Lines[2]);
        Assert.Equal(101, run.Talk.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("and 50 more events: held: unknown-person; 'proactive rejected list' shows what is kept\n", run.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_while_it_waits_for_more_it_counts_what_is_safe_and_says_from_where_to_go_on()
    {
        await _cli.Know("p-1");
        using var process = _cli.Start("ingest", "-", "--now", Now);
        await process.StandardInput.WriteAsync(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-1"), "{}"]));
        await process.StandardInput.FlushAsync();
        // It is told at once, not when the next event comes.
        Assert.StartsWith("event 3: missing-attribute", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Equal("Stopped. Events from number 4 on were not read. What is counted above is safe in the store.\n", await process.StandardError.ReadToEndAsync());
        Assert.StartsWith("accepted   2\nduplicate  0\nheld       0\nrejected   1\n", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);

        var again = await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-1"), Moved("m-3", "p-1")]), "ingest", "-", "--now", Now);
        Assert.Equal(["accepted   1", "duplicate  2"], again.Lines[..2]);
    }

    [Fact]
    public async Task When_the_disk_is_full_it_stops_reading_and_counts_only_what_was_saved()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        var store = new FullAfter(scenario.Store, saves: 1);
        var flow = new Flow(scenario.Rules, Repository.Templates, store, [], scenario.Keys, scenario.Clock);
        var (tally, sizes) = (new IngestTally(_ => { }), 0);
        var ingestion = new Ingestion(flow, tally, size => sizes += size);
        var events = Encoding.UTF8.GetBytes(Lines(Enumerable.Range(1, 20_000).Select(i => Moved($"m-{i}", "p-1"))));

        await ingestion.Run(new MemoryStream(events), CancellationToken.None);
        Assert.Equal(StoreFault.Full, Assert.IsType<StoreException>(ingestion.Failure).Fault);
        Assert.Equal((await scenario.File()).Events.Length, tally.Total);
        Assert.InRange(tally.Total, 1, Intake.MaxInOneCommit);
        Assert.Equal(ingestion.Read, tally.Total + ingestion.Unconfirmed);
        Assert.InRange(ingestion.Read, 1, 19_999);
        Assert.False(ingestion.IsStopped);
    }

    sealed class FullAfter(IStore inner, int saves) : WrappedStore(inner)
    {
        int _left = saves;

        public override Task<IReadOnlyList<Engine.Citizens.CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation) =>
            _left-- > 0 ? base.SaveFiles(changes, cancellation) : throw new StoreException("test.db", "save files", "the disk is full.", StoreFault.Full);
    }
}
