using System.Net;
using System.Text;

namespace Proactive.Hosts.Tests.Doors;

/// <summary><c>proactive sources</c>, and the server that reads what it wrote.</summary>
public sealed class SourcesCommandTests : IDisposable
{
    readonly CommandLine _cli = new();

    string SourcesFile => Path.Combine(_cli.Data, "sources.json");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash_for_its_owner_only()
    {
        var key = (await _cli.Proactive("sources", "add", "cpr", "--source", "urn:dk:cpr")).Out.Trim();
        var secret = (await _cli.Proactive("sources", "add", "ansc", "--source", "https://ansc.example.org/", "--signed")).Out.Trim();
        Assert.StartsWith("pk_", key, StringComparison.Ordinal);
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var kept = await File.ReadAllTextAsync(SourcesFile);
        Assert.DoesNotContain(key[3..], kept, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[6..], kept, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SourcesFile));
        var listed = await _cli.List("sources", "list");
        Assert.Equal([("cpr", "key", "urn:dk:cpr"), ("ansc", "signature", "https://ansc.example.org/")], listed.Select(l => (l["name"], l["proof"], l["source"])));
    }

    [Fact]
    public async Task A_name_has_two_keys_while_one_replaces_the_other()
    {
        await _cli.Proactive("sources", "add", "cpr", "--source", "urn:dk:cpr");
        Assert.Equal(0, (await _cli.Proactive("sources", "add", "cpr")).ExitCode);
        Assert.Equal(2, (await _cli.Proactive("sources", "add", "cpr")).ExitCode);
        Assert.Equal(2, (await _cli.Proactive("sources", "add", "cpr", "--source", "urn:other")).ExitCode);
        var old = (await _cli.List("sources", "list"))[0]["id"];
        Assert.Equal(0, (await _cli.Proactive("sources", "remove", "cpr", "--id", old)).ExitCode);
        Assert.NotEqual(old, Assert.Single(await _cli.List("sources", "list"))["id"]);
        Assert.Equal(0, (await _cli.Proactive("sources", "remove", "cpr")).ExitCode);
        Assert.Empty(await _cli.List("sources", "list"));
        Assert.Equal(2, (await _cli.Proactive("sources", "remove", "cpr")).ExitCode);
    }

    [Fact]
    public async Task What_is_missing_or_damaged_is_said()
    {
        Assert.Contains("--source", (await _cli.Proactive("sources", "add", "cpr")).Talk, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.Proactive("sources", "add", "c p r", "--source", "x")).ExitCode);
        await File.WriteAllTextAsync(SourcesFile, "[{");
        Assert.Equal(3, (await _cli.Proactive("sources", "list")).ExitCode);
        Assert.Equal(3, (await _cli.Proactive("serve", "--urls", "http://127.0.0.1:0")).ExitCode);
    }

    [Fact]
    public async Task The_server_says_who_may_send_and_takes_in_who_is_added_while_it_runs()
    {
        using var serve = _cli.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            var said = new StringBuilder();
            while (await serve.StandardError.ReadLineAsync() is { } line && !said.AppendLine(line).ToString().Contains("Sign in", StringComparison.Ordinal)) continue;
            Assert.Contains("No registry is registered", said.ToString(), StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new Uri(said.ToString().Split("Listening on ")[1].Split(';')[0]) };
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Post(client, null));
            var key = (await _cli.Proactive("sources", "add", "cpr", "--source", "urn:dk:cpr")).Out.Trim();
            // It looks every three seconds.
            var until = DateTime.UtcNow.AddSeconds(60);
            while (await Post(client, null) != HttpStatusCode.Unauthorized && DateTime.UtcNow < until) await Task.Delay(100);
            Assert.Equal(HttpStatusCode.Unauthorized, await Post(client, null));
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Post(client, key));
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync();
        }
    }

    static async Task<HttpStatusCode> Post(HttpClient client, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new StringContent("x") };
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
