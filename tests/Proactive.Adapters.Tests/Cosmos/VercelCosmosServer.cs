using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Proactive.Adapters.Tests;

/// <summary>
/// A second server of the same interface, by other people: the npm package @vercel/cosmosdb-server, at a port of this machine. It keeps
/// documents, ETags and queries right over one physical partition. It knows no time to live, no limits of size, id or index, and no roles.
/// </summary>
public sealed partial class VercelCosmosServer : IDisposable
{
    readonly SemaphoreSlim _starting = new(1);
    readonly VercelAdaptation _adaptation = new();
    Process? _process;
    Uri? _url;

    public string ConnectionString => $"AccountEndpoint={_url};AccountKey=cHJvYWN0aXZl;";

    /// <summary>For <c>CosmosClientOptions.HttpClientFactory</c>.</summary>
    public HttpClient Client() => new(new VercelAdapted(_adaptation) { InnerHandler = new SocketsHttpHandler() });

    /// <summary>No effect once it runs. Skips the test where the package is not installed, unless this is CI.</summary>
    public async Task Start()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_url is null) await StartProcess();
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _starting.Dispose();
    }

    async Task StartProcess()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = folders.Select(f => Path.Combine(f, "cosmosdb-server")).FirstOrDefault(File.Exists);
        if (program is null && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip("There is no cosmosdb-server on this machine; 'npm install --global @vercel/cosmosdb-server@1.0.1' installs it.");
        Assert.True(program is not null, "There is no cosmosdb-server on this machine, and in CI its tests must run; install @vercel/cosmosdb-server with npm.");
        _process = Process.Start(new ProcessStartInfo(program, ["--no-ssl", "--host", "127.0.0.1", "--port", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // It writes down each error that it answers with; the pipe must not fill up.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        var said = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        Assert.Matches(Port(), said);
        _url = new Uri($"http://127.0.0.1:{Port().Match(said).Value}/");
    }

    [GeneratedRegex(@"\d+$")]
    private static partial Regex Port();
}
