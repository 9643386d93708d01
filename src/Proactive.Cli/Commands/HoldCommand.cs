using System.CommandLine;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive hold show|release</c>: why nothing is sent, and letting sending go on.</summary>
static class HoldCommand
{
    const string None = "Nothing is on hold.";

    public static Command Create(Settings settings)
    {
        var show = new Command("show", "Say why nothing is sent, since when, and how much is due; exit code 1 while there is a hold");
        show.SetAction((parsed, cancellation) => Show(parsed, settings, cancellation));

        var skip = new Option<bool>("--skip-due") { Description = "What is due by now is not sent any more; what falls due later is" };
        var send = new Option<bool>("--send-due") { Description = "What is due by now is sent, though some of it may have been sent before" };
        var release = new Command("release", "Let sending go on; say what is to become of what is due") { skip, send };
        release.SetAction((parsed, cancellation) => Release(parsed, settings, parsed.GetValue(skip), parsed.GetValue(send), cancellation));
        return new Command("hold", "Why nothing is sent, and letting sending go on") { show, release };
    }

    static async Task<int> Show(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        await using var store = await DataFolder.Of(parsed, settings).OpenStoreToRead();
        var clock = parsed.GetValue(settings.Now) is { } now ? new SimulatedClock(now) : TimeProvider.System;
        if (await new Holds(store, clock, watchClock: false).Current(cancellation) is not { } hold)
        {
            await Console.Error.WriteLineAsync(None);
            return ExitCode.Fine;
        }

        await Console.Out.WriteLineAsync($"reason  {hold.Reason}: {HoldWords.Reason(hold)}");
        await Console.Out.WriteLineAsync($"since   {HoldWords.Since(hold)}");
        await Console.Out.WriteLineAsync($"due     {Format.Count(await store.CountDue(clock.GetUtcNow(), cancellation), "citizen")} with something due now");
        await Console.Error.WriteLineAsync("Let sending go on with 'proactive hold release', and say --skip-due if that was sent already or is not to be sent any more, or --send-due.");
        return ExitCode.Problems;
    }

    static async Task<int> Release(ParseResult parsed, Settings settings, bool skip, bool send, CancellationToken cancellation)
    {
        if (skip == send) throw new CommandFailure(ExitCode.Usage, "Say one of the two: --skip-due (what is due by now is not sent any more) or --send-due (it is sent).");
        await using var workspace = await Workspace.Open(parsed, settings);
        if (await workspace.Flow.Holds.Current(cancellation) is not { } hold)
        {
            await Console.Error.WriteLineAsync($"{None} Nothing was changed.");
            return ExitCode.Fine;
        }

        await Audit.HoldReleased(workspace.Store, hold, skip);
        var skipped = await workspace.Flow.ReleaseHold(skip, cancellation);
        var due = await workspace.Store.CountDue(workspace.Clock.GetUtcNow(), cancellation);
        await Console.Out.WriteLineAsync(skip ? $"released; what was due for {Format.Count(skipped, "citizen")} is not sent any more" : $"released; {Format.Count(due, "citizen")} with something due now");
        await Console.Error.WriteLineAsync(skip ? "What was skipped is in 'proactive notices list --state expired'." : "It is sent by the next 'proactive deliver' or 'proactive serve'.");
        return ExitCode.Fine;
    }
}
