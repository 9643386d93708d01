using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Data;
using Proactive.Sqlite;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive backup FILE</c>: a copy of the store, also while <c>serve</c> is writing it.</summary>
static class BackupCommand
{
    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("file") { Description = "Where to; a file that is not there yet" };
        var command = new Command("backup", "Copy the store into one file, also while 'serve' is running") { file };
        command.SetAction((parsed, cancellation) => Run(parsed, settings, parsed.GetValue(file)!, cancellation));
        return command;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, string file, CancellationToken cancellation)
    {
        var data = DataFolder.Of(parsed, settings);
        await using var store = await data.OpenStoreToRead();
        if (store is not SqliteStore database) throw new CommandFailure(ExitCode.Usage, "Azure Cosmos DB makes its own backups; deploy/README.md says how to restore one.");
        await database.Backup(file, parsed.GetValue(settings.Now) ?? TimeProvider.System.GetUtcNow(), cancellation);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file}: {new FileInfo(file).Length:N0} bytes"));
        await Console.Error.WriteLineAsync(
            $"""
            Keep safe as well, and in another place than the copy: {string.Join(", and ", data.Secrets())}.
            Without them nobody can read the copy. The outbox folder is not in it.
            To restore: stop everything, move {data.StorePath} and what begins with its name aside, put the copy there, and start.
            A restored store sends nothing until 'proactive hold release': what was sent since the copy was made, it does not know.
            """);
        return ExitCode.Fine;
    }
}
