using System.CommandLine;
using Proactive.Cli.Channels;
using Proactive.Cli.Output;
using Proactive.Cosmos;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive deliver [--until TIME]</c>: takes in held events whose time has come and sends what is due; with --until, lets simulated time pass.</summary>
static class DeliverCommand
{
    public static Command Create(Settings settings)
    {
        var listing = new Listing();
        var until = Settings.TimeOption("--until", "Let time pass until then, sending what falls due on the way; into the outbox only");
        var sending = new ChannelOptions();
        var command = new Command("deliver", "Take in held events whose time has come, and send what is due") { until, listing.Format };
        var closeBatch = new Option<bool>("--close-batch") { Description = "Let the print provider fetch today's letters too; by itself a day's batch is closed when the day is over" };
        command.Options.Add(closeBatch);
        sending.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var end = parsed.GetValue(until);
            var channels = sending.Named(parsed);
            if (end is not null && channels is not null) throw new CommandFailure(ExitCode.Usage, "--until lets time pass that has not passed, so it writes to the outbox only; leave out --smtp and the other channels.");
            var clock = end is null ? null : new SimulatedClock(parsed.GetValue(settings.Now) ?? TimeProvider.System.GetUtcNow());
            await using var workspace = await Workspace.Open(parsed, settings, channels, clock, sends: true);
            var query = new LogQuery(Since: workspace.Clock.GetUtcNow());
            var before = await workspace.Store.SearchLog(query, cancellation).CountAsync(cancellation);
            var tried = await Deliver(workspace, clock, end, cancellation);
            if (workspace.Store is CosmosStore cosmos) await cosmos.Reconcile(cancellation);
            await workspace.CloseLetters(parsed.GetValue(closeBatch), cancellation);
            await listing.Print(parsed, LogCommand.Columns, workspace.Store.SearchLog(query, cancellation).Skip(before).Select(LogCommand.Row));
            if (await workspace.Flow.Holds.Current(cancellation) is { } hold)
            {
                await Console.Error.WriteLineAsync(HoldWords.Told(hold));
                return ExitCode.Problems;
            }

            await Console.Error.WriteLineAsync(tried == 0 ? "Nothing was due." : $"{Format.Count(tried, "message")} tried.{(channels is not null ? "" : $" Messages are in {workspace.Outbox}.")}");
            return ExitCode.Fine;
        });
        return command;
    }

    static async Task<int> Deliver(Workspace workspace, SimulatedClock? clock, DateTimeOffset? until, CancellationToken cancellation)
    {
        // During a hold no time has to pass: nothing would be sent on the way.
        if (clock is not null && await workspace.Flow.Holds.Current(cancellation) is null)
            return await new TimeLapse(workspace.Flow, workspace.Store, clock).Until(until!.Value, cancellation);
        var receipts = await new ReceiptFiles(workspace.Flow, workspace.Clock, Console.Error.WriteLine).Take(workspace.Receipts, cancellation);
        if (receipts.Files > 0) await Console.Error.WriteLineAsync(ReceiptsCommand.Told(receipts));
        var again = 0;
        while (await workspace.Flow.RetryHeld(cancellation) is > 0 and var more) again += more;
        if (again > 0) await Console.Error.WriteLineAsync($"{Format.Count(again, "held event")} tried again; 'proactive rejected list' shows what still waits.");
        return await workspace.Flow.DeliverDue(cancellation);
    }
}
