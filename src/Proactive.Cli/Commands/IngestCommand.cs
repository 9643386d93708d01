using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Events;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive ingest FILE|-</c>: takes in events and says what became of them.</summary>
static class IngestCommand
{
    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("file") { Description = "CloudEvents as JSON, a JSON batch or NDJSON; - reads standard input" };
        var command = new Command("ingest", "Take in registry events: accepted, duplicate, or rejected with reasons") { file };
        command.SetAction((parsed, cancellation) => Run(parsed, settings, parsed.GetValue(file)!, cancellation));
        return command;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, string path, CancellationToken cancellation)
    {
        await using var source = EventFile.Open(path);
        await using var workspace = await Workspace.Open(parsed, settings);
        var tally = await Ingest(workspace.Flow, source, cancellation);
        tally.Print();
        return tally.Rejected == 0 ? ExitCode.Fine : ExitCode.Problems;
    }

    /// <summary>Takes in all events of a stream, printing each rejection and undecided rule as it comes.</summary>
    public static async Task<IngestTally> Ingest(Flow flow, Stream source, CancellationToken cancellation)
    {
        var tally = new IngestTally();
        await foreach (var payload in EventStream.Split(source, cancellation)) tally.Add(await flow.Receive(payload, cancellation));
        return tally;
    }
}
