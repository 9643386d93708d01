using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive ingest FILE|-</c>: takes in events and says what became of them.</summary>
static class IngestCommand
{
    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("file") { Description = "CloudEvents as JSON, a JSON batch or NDJSON; - reads standard input" };
        var command = new Command("ingest", "Take in registry events: accepted, duplicate, held or rejected, with reasons") { file };
        command.SetAction((parsed, cancellation) => Run(parsed, settings, parsed.GetValue(file)!, cancellation));
        return command;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, string path, CancellationToken cancellation)
    {
        await using var source = EventFile.Open(path);
        await using var workspace = await Workspace.Open(parsed, settings);
        return await Ingest(workspace.Flow, source, cancellation);
    }

    /// <summary>Takes in all events of a stream and prints what became of them.</summary>
    public static async Task<int> Ingest(Flow flow, Stream source, CancellationToken cancellation)
    {
        IngestTally? tally = null;
        Ingestion? ingestion = null;
        await IngestProgress.Around(source.CanSeek ? source.Length : null, async progress =>
        {
            tally = new IngestTally(progress.Say);
            ingestion = new Ingestion(flow, tally, progress.Add);
            await ingestion.Run(source, cancellation);
        });
        tally!.Print();
        return Answer(ingestion!, tally);
    }

    static int Answer(Ingestion ended, IngestTally tally)
    {
        var rest = $"Events from number {ended.Read + 1} on were not read.";
        const string Again = "Run it again when that is mended: what was taken in comes out as duplicate.";
        if (CommandFailure.Of(ended.Failure) is { } failure)
        {
            var missing = ended.Unconfirmed == 0 ? "" : $"{Format.Count(ended.Unconfirmed, "more event")} had been read and may be missing. ";
            throw new CommandFailure(failure.ExitCode, $"{failure.Message}\nTaken in: {Format.Count(tally.Total, "event")}. {missing}{rest} {Again}");
        }

        if (!ended.IsStopped) return tally.IsFine ? ExitCode.Fine : ExitCode.Problems;
        Console.Error.WriteLine($"Stopped. {rest} What is counted above is safe in the store.");
        return ExitCode.Problems;
    }
}
