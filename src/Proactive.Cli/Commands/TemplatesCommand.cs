using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine.Rehearsal;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive templates …</c>: what somebody runs who writes the words.</summary>
static class TemplatesCommand
{
    public static Command Create(Settings settings) => new("templates", "Check the words of the messages, and see what citizens would get")
    {
        CreateCheck(settings),
        TemplatesPreviewCommand.Create(settings),
    };

    static Command CreateCheck(Settings settings)
    {
        var format = Format.Option();
        var check = new Command("check", "Prove every template with every life event, language and kind of notice") { format };
        check.SetAction(parsed => Check(parsed, settings, parsed.GetValue(format) == "json"));
        return check;
    }

    static int Check(ParseResult parsed, Settings settings, bool json)
    {
        var rules = Content.RuleFolder(parsed, settings);
        var book = Content.LoadRules(rules);
        var now = parsed.GetValue(settings.Now) ?? TimeProvider.System.GetLocalNow();
        var result = TemplateCheck.Run(Content.TemplateFolder(parsed, settings), book, rules, now);
        if (json) Content.PrintJson(result.Problems);
        else Content.Print(result.Problems);

        if (result.Problems.Any(p => !p.IsWarning))
        {
            Console.Error.WriteLine($"{Format.Count(result.Problems.Count(p => !p.IsWarning), "problem")}, {Format.Count(result.Problems.Count(p => p.IsWarning), "warning")}.");
            return ExitCode.Problems;
        }

        if (!json) Console.Out.WriteLine($"No problems: {result.LifeEvents} life events, {result.Languages} languages, {result.Rendered} messages rendered.");
        return ExitCode.Fine;
    }
}
