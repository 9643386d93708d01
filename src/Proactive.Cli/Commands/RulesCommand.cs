using System.CommandLine;
using Proactive.Engine;
using Proactive.Engine.Rehearsal;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules check|test</c>: what an agency runs before it hands in a rule.</summary>
static class RulesCommand
{
    public static Command Create(Settings settings)
    {
        var check = new Command("check", "Print every problem in the rules at file:line:column");
        check.SetAction(parsed => Check(parsed, settings));

        var only = new Argument<string?>("life-event") { Description = "Only this one, e.g. dk/moving", Arity = ArgumentArity.ZeroOrOne };
        var test = new Command("test", "Run the tests.yaml beside the rules") { only };
        test.SetAction((parsed, cancellation) => Test(parsed, settings, parsed.GetValue(only), cancellation));

        return new Command("rules", "Check and test the rule book") { check, test };
    }

    static int Check(ParseResult parsed, Settings settings)
    {
        var folder = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(folder);
        var (tests, problems) = RuleTestReader.Read(folder, book);
        if (problems.Count > 0)
        {
            Console.Error.WriteLine(string.Join("\n\n", problems));
            return ExitCode.Problems;
        }

        Console.Out.WriteLine($"No problems: {book.Guides.Count} life events, {book.Guides.Sum(g => g.Steps.Count)} steps, {book.EventTypes.Count} event types, {tests.Count} tests. Rule book {book.Hash}.");
        return ExitCode.Fine;
    }

    static async Task<int> Test(ParseResult parsed, Settings settings, string? only, CancellationToken cancellation)
    {
        var folder = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(folder);
        var (tests, problems) = RuleTestReader.Read(folder, book);
        foreach (var problem in problems) Console.Error.WriteLine(problem);
        if (problems.Count > 0) return ExitCode.Problems;

        if (only is not null && book.Guide(only) is null) throw new CommandFailure(ExitCode.Usage, $"There is no life event {only}; there are {string.Join(", ", book.Guides.Select(g => g.Id).Order())}.");
        var runner = new RuleTestRunner(book, Content.LoadTemplates(parsed, settings), new FlowOptions { IncludeReview = parsed.GetValue(settings.IncludeReview) });
        int passed = 0, failed = 0;
        foreach (var test in tests.Where(t => only is null || t.Guide.Id == only))
        {
            var result = await runner.Run(test, cancellation);
            Console.Out.WriteLine(result);
            if (result.Passed) passed++;
            else failed++;
        }

        Console.Out.WriteLine($"\n{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Fine : ExitCode.Problems;
    }
}
