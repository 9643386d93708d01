using System.Diagnostics;
using System.Text.Json;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>What a run of the program printed and returned.</summary>
sealed record Run(int ExitCode, string Out, string Talk)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the real program as a process, with a data folder of its own.</summary>
sealed class CommandLine : IDisposable
{
    public string Data { get; } = Directory.CreateTempSubdirectory("proactive-").FullName;

    /// <summary>What the program finds in its environment besides what the tests have.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public Task<Run> Proactive(params string[] arguments) => Proactive("", arguments);

    public Task<Run> ProactiveReading(string input, params string[] arguments) => Proactive(input, arguments);

    async Task<Run> Proactive(string input, string[] arguments)
    {
        using var process = Start(arguments);
        var (output, talk) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await talk);
    }

    /// <summary>The program under way; whoever asked talks to it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "proactive.dll"), .. arguments, "--data", Data])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A list printed with <c>--format json</c>.</summary>
    public async Task<List<Dictionary<string, string>>> List(params string[] arguments) =>
        [.. (await Proactive([.. arguments, "--format", "json"])).Lines.Select(l => JsonSerializer.Deserialize<Dictionary<string, string>>(l)!)];

    /// <summary>Persons of these ids are imported, adults with a mail address each.</summary>
    public Task<Run> Know(params string[] ids) => ImportCsv(["id,name,birthDate,language,email", .. ids.Select(id => $"{id},Nora {id}sen,1987-05-14,da,{id}@example.org")]);

    public async Task<Run> ImportCsv(params string[] lines)
    {
        var file = Path.Combine(Data, "persons.csv");
        await File.WriteAllLinesAsync(file, lines);
        return await Proactive("citizens", "import", file);
    }

    /// <summary>The messages in the outbox, by file name.</summary>
    public IReadOnlyList<string> Outbox => Directory.Exists(Path.Combine(Data, "outbox"))
        ? [.. Directory.GetFiles(Path.Combine(Data, "outbox"), "*.eml").Select(f => Path.GetFileName(f)).Order()] : [];

    public void Dispose() => Directory.Delete(Data, recursive: true);
}
