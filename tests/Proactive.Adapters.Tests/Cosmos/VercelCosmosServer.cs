using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Proactive.Adapters.Tests;

/// <summary>
/// A second server of the same interface, by other people: the npm package @vercel/cosmosdb-server, at a port of this machine. It has one
/// physical partition, in which it keeps documents, ETags, conditions, order and counts right. Of query plans, of the partition that a query
/// names, of time to live and of limits (size, id, index, double, roles) it knows nothing; <see cref="VercelAdapted"/> makes up for the first two.
/// </summary>
public sealed partial class VercelCosmosServer : IDisposable
{
    // The address of its 63rd database would have a slash too many.
    const int MostDatabases = 60;

    VercelAdaptation _adaptation = new();
    Process? _process;
    Uri? _url;
    int _databases;

    public string ConnectionString => $"AccountEndpoint={_url};AccountKey=cHJvYWN0aXZl;";

    /// <summary>For <c>CosmosClientOptions.HttpClientFactory</c>.</summary>
    public HttpClient Client() => new(new VercelAdapted(_adaptation) { InnerHandler = new SocketsHttpHandler() });

    /// <summary>The name of a database that is not there yet, for one test at a time. Skips the test where the package is not installed, unless this is CI.</summary>
    public async Task<string> Database()
    {
        if (_databases % MostDatabases == 0)
        {
            Dispose();
            await Start();
        }

        return $"test-{++_databases}";
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _process = null;
    }

    async Task Start()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = folders.Select(f => Path.Combine(f, "cosmosdb-server")).FirstOrDefault(File.Exists);
        if (program is null && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip("There is no cosmosdb-server on this machine; 'npm install --global @vercel/cosmosdb-server@1.0.1' installs it.");
        Assert.True(program is not null, "There is no cosmosdb-server on this machine, and in CI its tests must run; install @vercel/cosmosdb-server with npm.");
        _adaptation = new();
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
