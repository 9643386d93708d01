using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive deliver [--until TIME]</c>: sends what is due; with --until, lets simulated time pass.</summary>
static class DeliverCommand
{
    public static Command Create(Settings settings)
    {
        var listing = new Listing();
        var until = Settings.TimeOption("--until", "Let time pass until then, sending what falls due on the way; into the outbox only");
        var mail = new MailOptions();
        var command = new Command("deliver", "Send what is due") { until, listing.Format };
        mail.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var end = parsed.GetValue(until);
            if (end is not null && mail.IsUsed(parsed)) throw new CommandFailure(ExitCode.Usage, "--until lets time pass that has not passed, so it writes to the outbox only; leave out --smtp.");
            var clock = end is null ? null : new SimulatedClock(parsed.GetValue(settings.Now) ?? TimeProvider.System.GetUtcNow());
            await using var workspace = await Workspace.Open(parsed, settings, mail.Channel(parsed), clock);
            var before = await workspace.Store.SearchLog(new LogQuery(), cancellation).CountAsync(cancellation);
            var tried = clock is null ? await workspace.Flow.DeliverDue(cancellation) : await new TimeLapse(workspace.Flow, workspace.Store, clock).Until(end!.Value, cancellation);
            await listing.Print(parsed, LogCommand.Columns, workspace.Store.SearchLog(new LogQuery(), cancellation).Skip(before).Select(LogCommand.Row));
            await Console.Error.WriteLineAsync(tried == 0 ? "Nothing was due." : $"{tried} tries.{(mail.IsUsed(parsed) ? "" : $" Messages are in {workspace.Outbox}.")}");
            return ExitCode.Fine;
        });
        return command;
    }
}
