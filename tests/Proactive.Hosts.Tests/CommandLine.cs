using System.Diagnostics;
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

    public Task<Run> Proactive(params string[] arguments) => Proactive("", arguments);

    public async Task<Run> ProactiveReading(string input, params string[] arguments) => await Proactive(input, arguments);

    async Task<Run> Proactive(string input, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "proactive.dll"), .. arguments, "--data", Data])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, talk) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await talk);
    }

    /// <summary>The messages in the outbox, by file name.</summary>
    public IReadOnlyList<string> Outbox => Directory.Exists(Path.Combine(Data, "outbox"))
        ? [.. Directory.GetFiles(Path.Combine(Data, "outbox"), "*.eml").Select(f => Path.GetFileName(f)).Order()] : [];

    public void Dispose() => Directory.Delete(Data, recursive: true);
}
