using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Citizens;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Spectre.Console;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive demo</c>: sample citizens and events through the whole flow, with a simulated clock and an outbox folder.</summary>
static class DemoCommand
{
    static readonly DateTimeOffset Begin = new(2026, 11, 9, 9, 10, 0, TimeSpan.FromHours(1));
    static readonly DateTimeOffset End = new(2026, 12, 9, 17, 0, 0, TimeSpan.FromHours(1));

    public static Command Create(Settings settings)
    {
        var command = new Command("demo", "Run sample citizens and events through the whole flow into a local outbox");
        command.SetAction((parsed, cancellation) => Run(parsed, settings, cancellation));
        return command;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var samples = Settings.Folder(null, "samples");
        var data = DataFolder.ForSamples(Path.Combine(parsed.GetValue(settings.Data)!, "demo"));
        var clock = new SimulatedClock(Begin);
        // The demo also shows steps whose facts are still in review; citizens would not be sent them.
        await using var workspace = await Workspace.Open(parsed, settings, clock: clock, data: data, includeReview: true);
        var lapse = new TimeLapse(workspace.Flow, workspace.Store, clock);

        Say(clock, "Citizens are imported and the registries' events come in.");
        await new PersonImport(workspace.Store, workspace.Keys, Path.Combine(samples, "citizens.csv")).Run(cancellation);
        await using (var events = File.OpenRead(Path.Combine(samples, "events.ndjson")))
            await IngestCommand.Ingest(workspace.Flow, events, cancellation);
        await PrintJourneys(workspace, samples, cancellation);

        await using (var later = File.OpenRead(Path.Combine(samples, "later.ndjson")))
        {
            await foreach (var payload in EventStream.Split(later, cancellation))
            {
                var lifeEvent = EventReader.Read(payload.Span, workspace.Rules.Current.EventTypes).Event!;
                await lapse.Until(lifeEvent.Time!.Value, cancellation);
                await workspace.Flow.Receive(payload, cancellation);
                Say(clock, $"{lifeEvent.Type.Name} for {lifeEvent.Subject}");
            }
        }

        await lapse.Until(End, cancellation);
        Say(clock, "A month later, this is the delivery log:");
        await new Listing().Print(parsed, LogCommand.Columns, workspace.Store.SearchLog(new LogQuery(), cancellation).Select(LogCommand.Row));
        PrintOutbox(workspace);
        return ExitCode.Fine;
    }

    static async Task PrintJourneys(Workspace workspace, string samples, CancellationToken cancellation)
    {
        using var text = new StreamReader(Path.Combine(samples, "citizens.csv"));
        foreach (var person in PersonCsv.Read(text).Select(row => row.Person!))
        {
            var file = (await workspace.Store.Load([workspace.Keys.Of(person.Id)], cancellation))[0].File;
            foreach (var journey in file.Journeys)
            {
                var guide = workspace.Rules.Current.Guide(journey.Guide)!;
                var locale = person.Language!;
                Terminal.Out.WriteLine();
                Terminal.Out.WriteLine($"{person.Id}: {guide.Title.In(locale)}, {journey.Effective:yyyy-MM-dd}, citizen file {file.Key.Value[..8]}");
                var table = new Table().Border(TableBorder.Minimal).AddColumns("step", "agency", "due", "reminders");
                foreach (var step in journey.Steps) table.AddRow([.. Row(step, guide.Step(step.Id, journey.Effective)!, locale).Select(Markup.Escape)]);
                Terminal.Out.Write(table);
            }
        }
    }

    static IEnumerable<string> Row(Step step, Engine.Rules.StepRule rule, string locale) =>
    [
        rule.Title.In(locale), rule.Agency.Name.In(locale),
        step.Automatic ? "by itself" : step.Due is { } due ? Date(due) : rule.DueText.In(locale),
        string.Join(", ", step.Reminders.Select(Date)),
    ];

    static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void PrintOutbox(Workspace workspace)
    {
        var mails = Directory.GetFiles(workspace.Outbox, "*.html").Order().ToList();
        Terminal.Out.WriteLine($"{mails.Count} messages are in {workspace.Outbox}, each as .eml and .html. Open one in a browser:");
        foreach (var mail in mails) Terminal.Out.WriteLine($"  {mail}");
    }

    static void Say(SimulatedClock clock, string what)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"{clock.GetUtcNow().ToOffset(Begin.Offset):ddd d MMM yyyy HH:mm}  {what}");
    }
}
