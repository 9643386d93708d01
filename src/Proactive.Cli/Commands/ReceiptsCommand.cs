using System.CommandLine;
using Proactive.Cli.Output;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive receipts [DIR]</c>: takes in what relays and gateways reported about deliveries.</summary>
static class ReceiptsCommand
{
    public static Command Create(Settings settings)
    {
        var folder = new Argument<string?>("dir") { Description = "Folder of bounces (RFC 3464) and receipts, a file each; default receipts in the data folder, which 'deliver' and 'serve' look at by themselves", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("receipts", "Take in bounces and receipts from a folder") { folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var workspace = await Workspace.Open(parsed, settings);
            var named = parsed.GetValue(folder);
            if (named is not null && !Directory.Exists(named)) throw new CommandFailure(ExitCode.Environment, $"There is no folder {named}.");
            var tally = await new ReceiptFiles(workspace.Flow, workspace.Clock, Console.Error.WriteLine).Take(named ?? workspace.Receipts, cancellation);
            await Console.Out.WriteLineAsync($"files      {tally.Files}\napplied    {tally.Applied}\nknown      {tally.Known}\nkept       {tally.Kept}\nunreadable {tally.Unreadable}");
            if (tally.Kept > 0) await Console.Error.WriteLineAsync("Reports about messages that are not known (yet) are tried again for some minutes; then 'proactive rejected list --reason unknown-notice' has them.");
            return tally.Unreadable == 0 ? ExitCode.Fine : ExitCode.Problems;
        });
        return command;
    }

    /// <summary>In a sentence, for commands that take them in on the way.</summary>
    public static string Told(ReceiptFiles.Tally tally) =>
        $"{Format.Count(tally.Files, "receipt")} taken in: {tally.Applied} applied, {tally.Known} known before, {tally.Kept} kept, {tally.Unreadable} unreadable.";
}
