using System.CommandLine;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Spectre.Console;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules simulate EVENTS [--against DIR]</c>: what the rules do to past events, and what a change to them changes.</summary>
sealed class SimulateCommand
{
    readonly Argument<string> _events = new("events") { Description = "Past CloudEvents as JSON, a JSON batch or NDJSON; - reads standard input" };
    readonly Option<string?> _against = new("--against") { Description = "Folder of the rules as they were before; says what --rules changes" };
    readonly Option<int> _most = new("--most") { Description = "How many differences and rejected events to print; 0: all", DefaultValueFactory = _ => 20 };
    readonly Option<string> _format = Format.Option();

    public static Command Create(Settings settings)
    {
        var simulate = new SimulateCommand();
        var command = new Command("simulate", "Take past events by themselves and count what the rules do to them") { simulate._events, simulate._against, simulate._most, simulate._format };
        command.SetAction((parsed, cancellation) => simulate.Run(parsed, settings, cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var book = Content.LoadRules(Content.RuleFolder(parsed, settings));
        var before = parsed.GetValue(_against) is { } folder ? LoadBefore(folder) : null;
        await using var events = EventFile.Open(parsed.GetValue(_events)!);
        await using var known = await KnownPersons.Open(parsed, settings);
        var (now, started) = (parsed.GetValue(settings.Now), TimeProvider.System.GetUtcNow());
        var simulation = new Simulation(book, before, new SimulationFacts(e => now ?? e.Time ?? started, known.Find, parsed.GetValue(settings.IncludeReview)));
        var (most, json) = (parsed.GetValue(_most), parsed.GetValue(_format) == "json");
        var output = new SimulationOutput(most, before is not null, json);

        // A bar and what is printed meanwhile would overwrite each other, so with a bar the lines wait for its end.
        output.IsHeld = events is FileStream && !Console.IsErrorRedirected && !json && most > 0;
        if (output.IsHeld) await Terminal.Talk.Progress().AutoClear(true).StartAsync(bar => Take(simulation, events, output, bar.AddTask("events", maxValue: Math.Max(events.Length, 1)), cancellation));
        else await Take(simulation, events, output, null, cancellation);
        output.PrintSummary(simulation);
        return simulation.Rejected == 0 ? ExitCode.Fine : ExitCode.Problems;
    }

    static async Task Take(Simulation simulation, Stream events, SimulationOutput output, ProgressTask? bar, CancellationToken cancellation)
    {
        await foreach (var payload in EventStream.Split(events, cancellation))
        {
            output.Print(await simulation.Take(payload, cancellation), simulation.Events);
            if (bar is not null) bar.Value = events.Position;
        }
    }

    static RuleBook LoadBefore(string folder) => Directory.Exists(folder)
        ? Content.LoadRules(ContentFolder.Read(folder, ".yaml", ".yml"))
        : throw new CommandFailure(ExitCode.Environment, $"There is no folder {folder}. Say with --against DIR where the rules are as they were before.");
}
