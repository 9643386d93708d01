using System.CommandLine;
using System.Text.Json;
using Proactive.Engine;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Cli;

/// <summary>Loads rules and templates for a command, or ends it after printing every problem.</summary>
static class Content
{
    public static ContentFolder RuleFolder(ParseResult parsed, Settings settings) =>
        ContentFolder.Read(Settings.Folder(parsed.GetValue(settings.Rules), "rules"), ".yaml", ".yml");

    public static RuleBook LoadRules(ContentFolder folder)
    {
        var (book, problems) = RuleBook.Read(folder);
        return book ?? throw Failure(problems, folder.Root);
    }

    public static ContentFolder TemplateFolder(ParseResult parsed, Settings settings) =>
        ContentFolder.Read(Settings.Folder(parsed.GetValue(settings.Templates), "templates"), ".md", ".txt", ".yaml", ".html");

    public static TemplateSet LoadTemplates(ParseResult parsed, Settings settings)
    {
        var folder = TemplateFolder(parsed, settings);
        var (templates, problems) = TemplateSet.Read(folder);
        return templates ?? throw Failure(problems, folder.Root);
    }

    /// <summary>Prints problems for people, to stderr.</summary>
    public static void Print(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0) Console.Error.WriteLine($"{string.Join("\n\n", problems)}\n");
    }

    /// <summary>Prints problems for programs, one JSON object a line, to stdout.</summary>
    public static void PrintJson(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
            Console.Out.WriteLine(JsonSerializer.Serialize(new { severity = problem.IsWarning ? "warning" : "error", file = problem.File, line = problem.Line, column = problem.Column, message = problem.Message }));
    }

    static CommandFailure Failure(IReadOnlyList<Problem> problems, string root)
    {
        problems = [.. problems.Where(p => !p.IsWarning)];
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        return new CommandFailure(ExitCode.Problems, $"{string.Join("\n\n", problems)}\n\n{count} in {root}; nothing was loaded.");
    }
}
