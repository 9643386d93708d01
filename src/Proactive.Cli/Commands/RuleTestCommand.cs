using System.CommandLine;
using System.Text.Json;
using Proactive.Engine;
using Proactive.Engine.Rehearsal;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules test</c>: the tests beside the rules, and which conditions they leave untried.</summary>
static class RuleTestCommand
{
    public static Command Create(Settings settings)
    {
        var only = new Argument<string?>("life-event") { Description = "Only this one, e.g. dk/moving", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format") { Description = "table or json (one result a line)", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var command = new Command("test", "Run the tests.yaml beside the rules, and say which conditions they never saw true or false") { only, format };
        command.SetAction((parsed, cancellation) => Run(parsed, settings, parsed.GetValue(only), parsed.GetValue(format) == "json", cancellation));
        return command;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, string? only, bool json, CancellationToken cancellation)
    {
        var folder = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(folder);
        var (tests, problems) = RuleTestReader.Read(folder, book);
        Content.Print(problems);
        if (problems.Count > 0) return ExitCode.Problems;

        if (only is not null && book.Guide(only) is null) throw new CommandFailure(ExitCode.Usage, $"There is no life event {only}; {LifeEventNames.Meant(only, book)}");
        tests = [.. tests.Where(t => only is null || t.Guide.Id == only)];
        var options = new FlowOptions { IncludeReview = parsed.GetValue(settings.IncludeReview) };
        var runner = new RuleTestRunner(book, folder, Content.LoadTemplates(parsed, settings), options);
        int passed = 0, failed = 0;
        foreach (var test in tests)
        {
            var result = await runner.Run(test, cancellation);
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(new { lifeEvent = test.Guide.Id, test = test.Name, passed = result.Passed, differences = result.Differences }) : result.ToString());
            if (result.Passed) passed++;
            else failed++;
        }

        PrintCoverage(new RuleCoverage(book, options).Of(tests), json);
        if (!json) Console.Out.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Fine : ExitCode.Problems;
    }

    static void PrintCoverage(IReadOnlyList<ConditionSeen> conditions, bool json)
    {
        if (!json) Console.Out.WriteLine($"\n{conditions.Count(c => c.Both)} of {conditions.Count} conditions seen both true and false");
        foreach (var condition in conditions.Where(c => !c.Both))
        {
            var never = condition.True ? "false" : condition.False ? "true" : "asked";
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(new { lifeEvent = condition.Guide, step = condition.Step, never, condition = condition.Condition })
                : $"  never {never}: {condition.Guide}/{condition.Step}: {condition.Condition}");
        }
    }
}
