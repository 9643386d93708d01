using Proactive.Testing;

namespace Proactive.Hosts.Tests;

public sealed class BrokenRulesTests : IDisposable
{
    readonly CommandLine _cli = new();

    string Rules => Path.Combine(_cli.Data, "some-rules");

    [Fact]
    public async Task The_server_starts_with_the_book_that_was_in_force_and_says_what_to_mend()
    {
        RuleFolders.Write(RuleFolders.AtOnce, Rules);
        Assert.Equal(0, (await _cli.Proactive("deliver", "--rules", Rules)).ExitCode);
        Break();

        using var serve = _cli.Start("serve", "--rules", Rules, "--urls", "http://127.0.0.1:0");
        var said = "";
        while (await serve.StandardError.ReadLineAsync() is { } line && !line.StartsWith("Listening on", StringComparison.Ordinal)) said += $"{line}\n";
        serve.Kill();
        await serve.WaitForExitAsync();
        Assert.Contains("town.yaml:", said, StringComparison.Ordinal);
        Assert.Contains($"The rule book that was in force, {RuleFolders.AtOnce.Hash}, goes on until these are mended.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_book_from_before_it_does_not_start()
    {
        RuleFolders.Write(RuleFolders.AtOnce, Rules);
        Break();
        var run = await _cli.Proactive("serve", "--rules", Rules, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("town.yaml:", run.Talk, StringComparison.Ordinal);
    }

    void Break() => File.AppendAllText(Path.Combine(Rules, "xx", "moving", "town.yaml"), "    due: nonsense(3)\n");

    public void Dispose() => _cli.Dispose();
}
