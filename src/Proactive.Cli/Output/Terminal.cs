using Spectre.Console;

namespace Proactive.Cli.Output;

/// <summary>The two voices of the program: data on stdout, talk on stderr. Colours only where a person looks.</summary>
static class Terminal
{
    /// <summary>Wide enough that a table in a pipe or a log is not broken; on a terminal, its own width.</summary>
    const int PipeWidth = 160;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Talk { get; } = Create(Console.Error, Console.IsErrorRedirected);

    static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (redirected) console.Profile.Width = PipeWidth;
        return console;
    }
}
