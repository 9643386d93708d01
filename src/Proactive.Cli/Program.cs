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
    CitizensCommand.Create(settings),
    LogCommand.Create(settings),
    RejectedCommand.Create(settings),
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
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandFailure failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return failure.ExitCode;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped. What was said to be done is done.");
    return ExitCode.Problems;
}
