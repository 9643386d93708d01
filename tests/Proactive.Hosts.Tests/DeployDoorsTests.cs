using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Hosts.Tests;

/// <summary>The real program, started as <c>deploy/doors.bicep</c> has it started.</summary>
public sealed class DeployDoorsTests : IDisposable
{
    readonly CommandLine _doors = new();

    public DeployDoorsTests()
    {
        foreach (var key in new[] { "PROACTIVE_CITIZEN_KEY", "PROACTIVE_MASTER_KEY" }) _doors.Variables[key] = Convert.ToBase64String(new byte[32]);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task The_doors_open_with_nothing_but_the_list_of_registries_in_the_data_folder()
    {
        await using var cosmos = await new CosmosServer().Listen();
        _doors.Variables["PROACTIVE_COSMOS_CONNECTION"] = cosmos.ConnectionString;
        _doors.Variables["PROACTIVE_EASY_AUTH"] = "1";
        Assert.Equal(0, (await _doors.Proactive("sources", "add", "cpr", "--source", "https://cpr.example/")).ExitCode);

        using var process = _doors.Start(Arguments());
        var talk = new StringBuilder();
        string? address = null;
        while (address is null && await process.StandardError.ReadLineAsync(Stop) is { } line) address = Regex.Match(talk.AppendLine(line).ToString(), @"^Listening on (http://127\.0\.0\.1:\d+)", RegexOptions.Multiline) is { Success: true } found ? found.Groups[1].Value : null;
        try
        {
            Assert.True(address is not null, talk.ToString());
            _ = process.StandardError.ReadToEndAsync(Stop);
            using var visitor = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/events", new StringContent("{}", Encoding.UTF8, "application/cloudevents+json"), Stop)).StatusCode);

            visitor.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String("""{"auth_typ":"aad","claims":[{"typ":"name","val":"Kim"},{"typ":"preferred_username","val":"kim@example.org"},{"typ":"roles","val":"administrator"}]}"""u8));
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/admin", Stop)).StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        // It is a volume that nobody can write to.
        Assert.Equal(["sources.json"], Directory.EnumerateFileSystemEntries(_doors.Data).Select(f => Path.GetFileName(f)!));
    }

    /// <summary>The arguments in their order, where the template's own values are not strings with the test's.</summary>
    static string[] Arguments()
    {
        var doors = DeployFiles.Code("doors.bicep");
        var proxies = DeployFiles.All(Regex.Match(doors, @"^var proxies = \[(.*)\]", RegexOptions.Multiline).Groups[1].Value, "'([^']+)'");
        var container = Regex.Match(doors, @"args: concat\((.*?)hasStaff", RegexOptions.Singleline).Groups[1].Value;
        var words = Regex.Matches(container, @"'([^']*)'|\b(publicUrl|proxies)\b").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).SelectMany(word => word switch
        {
            "publicUrl" => ["https://doors.example.org"],
            "proxies" => proxies,
            "http://0.0.0.0:${port}" => ["http://127.0.0.1:0"],
            "/rules" => [Path.Combine(Repository.Root, "rules")],
            // The test's own.
            "--data" or "/data" => [],
            _ => new[] { word },
        });
        return [.. words];
    }
}
