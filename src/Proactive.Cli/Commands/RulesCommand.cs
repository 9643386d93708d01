using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules …</c>: what an agency runs before it hands in a rule.</summary>
static class RulesCommand
{
    public static Command Create(Settings settings) => new("rules", "Check, test and understand the rule book")
    {
        CreateCheck(settings),
        RuleTestCommand.Create(settings),
        ExplainCommand.Create(settings),
        SimulateCommand.Create(settings),
        SchemaCommand.Create(settings),
        DataCommand.Create(settings),
    };

    static Command CreateCheck(Settings settings)
    {
        var json = new Option<string>("--format") { Description = "table or json (one problem a line)", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var check = new Command("check", "Print every problem in the rules at file:line:column") { json };
        check.SetAction(parsed => Check(parsed, settings, parsed.GetValue(json) == "json"));
        return check;
    }

    static int Check(ParseResult parsed, Settings settings, bool json)
    {
        var folder = Content.RuleFolder(parsed, settings);
        var now = parsed.GetValue(settings.Now) ?? TimeProvider.System.GetLocalNow();
        var (book, problems) = RuleBook.Check(folder, DateOnly.FromDateTime(now.DateTime));
        var tests = book is null ? (Tests: [], Problems: []) : RuleTestReader.Read(folder, book);
        problems = [.. problems, .. tests.Problems];
        if (json) Content.PrintJson(problems);
        else Content.Print(problems);

        if (book is null || problems.Any(p => !p.IsWarning))
        {
            Console.Error.WriteLine($"{Format.Count(problems.Count(p => !p.IsWarning), "problem")}, {Format.Count(problems.Count(p => p.IsWarning), "warning")}.");
            return ExitCode.Problems;
        }

        if (!json) Console.Out.WriteLine($"No problems: {book.Guides.Count} life events, {book.Guides.Sum(g => g.Steps.Count)} steps, {book.EventTypes.Count} event types, {tests.Tests.Count} tests. Rule book {book.Hash}.");
        return ExitCode.Fine;
    }
}
