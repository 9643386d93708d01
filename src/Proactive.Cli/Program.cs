using System.CommandLine;
using Proactive.Cli;
using Proactive.Cli.Commands;

var settings = new Settings();
var root = new RootCommand("Proactive turns registry events into guided notices for citizens.")
{
    DemoCommand.Create(settings),
    ServeCommand.Create(settings),
    IngestCommand.Create(settings),
    DeliverCommand.Create(settings),
    RulesCommand.Create(settings),
    TemplatesCommand.Create(settings),
    CitizensCommand.Create(settings),
    LogCommand.Create(settings),
    ReceiptsCommand.Create(settings),
    SourcesCommand.Create(settings),
    RejectedCommand.Create(settings),
    NoticesCommand.Create(settings),
    HoldCommand.Create(settings),
    AuditCommand.Create(settings),
    BackupCommand.Create(settings),
};
settings.AddTo(root);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
    await Console.Error.WriteLineAsync("Run 'proactive --help' to see what there is.");
    return ExitCode.Usage;
}

try
{
    // A command that is stopped is given longer than the host needs to finish what is under way.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(90) });
}
catch (Exception failure) when (CommandFailure.Of(failure) is { } known)
{
    await Console.Error.WriteLineAsync(known.Message);
    return known.ExitCode;
}
