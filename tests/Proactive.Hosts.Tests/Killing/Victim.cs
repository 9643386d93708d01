using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Proactive.Testing;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>A running server process over the data folder, listening somewhere, to be killed.</summary>
sealed partial class Victim : IDisposable
{
    readonly Process _process;
    readonly Task<string> _talk;

    Victim(Process process, Uri address, Task<string> talk) => (_process, Address, _talk) = (process, address, talk);

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The real program: <c>proactive serve</c>.</summary>
    /// <param name="cosmos">What the environment says of a store that is elsewhere; null: it is in the data folder.</param>
    public static Task<Victim> Serve(string data, string rules, int relay, DateTimeOffset now, IReadOnlyDictionary<string, string>? cosmos = null) => Start(
        cosmos, "proactive.dll", "serve", "--data", data, "--rules", rules, "--now", Text(now), "--urls", "http://127.0.0.1:0", "--store", cosmos is null ? "sqlite" : "cosmos",
        "--smtp", $"127.0.0.1:{relay}", "--from", "no-reply@example.org", "--reply-to", "help@example.org");

    /// <summary>The same wiring, which kills itself at a named place.</summary>
    public static Task<Victim> ServeUntil(string place, int passing, string data, string rules, int relay, DateTimeOffset now) => Start(
        null, "Proactive.CrashHost.dll", data, rules, $"{relay}", Text(now), place, passing.ToString(CultureInfo.InvariantCulture));

    static async Task<Victim> Start(IReadOnlyDictionary<string, string>? environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            // Pipes of its own: the test runner talks over those of this process.
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var told = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            told.Add(line);
            if (Listening().Match(line) is { Success: true } address) return new Victim(process, new Uri(address.Value), process.StandardError.ReadToEndAsync());
        }

        // It may have crashed where it was told to before it listened; then there is nobody to send events to.
        await process.WaitForExitAsync();
        if (process.ExitCode == 137) return new Victim(process, new Uri("http://127.0.0.1:1"), Task.FromResult(""));
        throw new InvalidOperationException($"{program} did not start:\n{string.Join('\n', told)}");
    }

    /// <summary>SIGKILL, if it is still alive. Returns what it said on standard error.</summary>
    public async Task<string> Kill()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        return await _talk;
    }

    public Task Died(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
