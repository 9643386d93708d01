using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Rehearsal;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules explain EVENT</c>: which rules apply to an event, which do not, and on which part of the condition.</summary>
sealed class ExplainCommand
{
    readonly Argument<string> _event = new("event") { Description = "A file with one CloudEvent; - reads standard input" };
    readonly Option<string?> _person = new("--person") { Description = "For this person id (default: the first whom the event concerns)" };
    readonly Option<DateOnly?> _birthDate = new("--birth-date") { Description = "The person's birth date, whatever the store knows", CustomParser = Date };
    readonly Option<string?> _municipality = new("--municipality") { Description = "The person's municipality, whatever the store knows" };
    readonly Option<string> _format = Format.Option();

    public static Command Create(Settings settings)
    {
        var explain = new ExplainCommand();
        var command = new Command("explain", "Say of every step why it applies to an event or not") { explain._event, explain._person, explain._birthDate, explain._municipality, explain._format };
        command.SetAction((parsed, cancellation) => explain.Run(parsed, settings, cancellation));
        return command;
    }

    async Task<int> Run(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var book = Content.LoadRules(Content.RuleFolder(parsed, settings));
        var payload = await EventFile.ReadOne(parsed.GetValue(_event)!, cancellation);
        var read = EventReader.Read(payload.Span, book.EventTypes);
        var now = parsed.GetValue(settings.Now) ?? read.Event?.Time ?? TimeProvider.System.GetUtcNow();
        var (occurrences, rejection) = read.Event is { } lifeEvent ? book.Interpret(lifeEvent, now) : ([], read.Rejection);
        if (rejection is not null) throw new CommandFailure(ExitCode.Problems, $"The event is rejected: {rejection}");

        await using var known = await KnownPersons.Open(parsed, settings);
        var undecided = false;
        foreach (var occurrence in occurrences)
        {
            var id = parsed.GetValue(_person) ?? occurrence.Recipients[0];
            if (!occurrence.Recipients.Contains(id))
                await Console.Error.WriteLineAsync($"{occurrence.Guide.Id}: the event does not concern this person; this is what would hold if it did.");
            else if (occurrence.Recipients.Count > 1 && parsed.GetValue(_person) is null)
                await Console.Error.WriteLineAsync($"{occurrence.Guide.Id}: the event concerns {occurrence.Recipients.Count} people; this is for the first. Choose with --person.");

            var (key, person) = await known.Find(id, cancellation);
            var facts = Facts(parsed, id, person);
            var explanation = new RuleExplainer(facts, key, parsed.GetValue(settings.IncludeReview)).Explain(occurrence, now);
            if (!explanation.Steps.IsEmpty && facts is { BirthDate: null, Municipality: null })
                await Console.Error.WriteLineAsync("Birth date and municipality of the person are not known. Say them with --birth-date and --municipality.");
            if (parsed.GetValue(_format) == "json") ExplanationOutput.PrintJson(explanation);
            else ExplanationOutput.Print(explanation);
            undecided |= explanation.Steps.Any(s => s.Verdict == StepVerdict.Undecided);
        }

        if (occurrences.Count == 0) await Console.Error.WriteLineAsync("No life event listens to it.");
        return undecided ? ExitCode.Problems : ExitCode.Fine;
    }

    Person Facts(ParseResult parsed, string id, Person? known)
    {
        var (birthDate, municipality) = (parsed.GetValue(_birthDate), parsed.GetValue(_municipality));
        return (known ?? new Person { Id = id }) with { BirthDate = birthDate ?? known?.BirthDate, Municipality = municipality ?? known?.Municipality };
    }

    static DateOnly? Date(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        result.AddError("--birth-date is not a date: write it as 1985-04-12");
        return null;
    }
}
