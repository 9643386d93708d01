using System.Diagnostics;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>A copy of the store, and what happens after it was put back: nothing, until somebody says what is to become of what is due.</summary>
public sealed class BackupTests : IDisposable
{
    const string Noon = "2026-11-09T12:00+01:00";
    const string Evening = "2026-11-09T15:00+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>A notice is due, a copy is made, the notice is sent, the copy is put back.</summary>
    async Task Restore()
    {
        await _cli.Know("p-1");
        await _cli.ProactiveReading(Moved("m-1", "p-1"), "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        var copy = Path.Combine(_cli.Data, "copy.db");
        var backup = await _cli.Proactive("backup", copy, "--now", Noon);
        Assert.Equal(0, backup.ExitCode);
        Assert.StartsWith($"{copy}: ", backup.Out, StringComparison.Ordinal);
        foreach (var part in new[] { "citizen.key", "master.key", "hold release", "proactive.db" }) Assert.Contains(part, backup.Talk, StringComparison.Ordinal);

        await _cli.Proactive("deliver", "--now", Noon);
        Assert.Single(_cli.Outbox);
        foreach (var file in Directory.GetFiles(_cli.Data, "proactive.db*")) File.Delete(file);
        File.Move(copy, Path.Combine(_cli.Data, "proactive.db"));
    }

    [Fact]
    public async Task A_restored_store_sends_nothing_and_skips_what_is_due_when_told_so()
    {
        await Restore();
        var deliver = await _cli.Proactive("deliver", "--now", Evening);
        Assert.Equal((1, ""), (deliver.ExitCode, deliver.Out));
        Assert.Contains("Nothing is sent: restored-backup since 2026-11-09 11:00Z", deliver.Talk, StringComparison.Ordinal);
        Assert.Equal(1, (await _cli.Proactive("deliver", "--now", Evening, "--until", "2026-12-09T12:00+01:00")).ExitCode);

        var show = await _cli.Proactive("hold", "show", "--now", Evening);
        Assert.Equal(1, show.ExitCode);
        Assert.Equal(["reason  restored-backup: a backup was put in place, and what was sent after it was made would be sent a second time", "since   2026-11-09 11:00Z", "due     1 citizen with something due now"], show.Lines);
        Assert.Equal(2, (await _cli.Proactive("hold", "release")).ExitCode);
        Assert.Equal(2, (await _cli.Proactive("hold", "release", "--skip-due", "--send-due")).ExitCode);

        var release = await _cli.Proactive("hold", "release", "--skip-due", "--now", Evening);
        Assert.Equal((0, "released; what was due for 1 citizen is not sent any more\n"), (release.ExitCode, release.Out));
        Assert.Equal(0, (await _cli.Proactive("hold", "show")).ExitCode);
        Assert.Contains("Nothing was due.", (await _cli.Proactive("deliver", "--now", Evening)).Talk, StringComparison.Ordinal);
        Assert.Equal("skipped-after-hold", Assert.Single(await _cli.List("notices", "list", "--state", "expired"))["reason"]);
        // What falls due later goes out.
        await _cli.Proactive("deliver", "--now", Evening, "--until", "2026-12-09T12:00+01:00");
        Assert.Contains(await _cli.List("log"), l => l["kind"] == "reminder" && l["state"] == "sent");
    }

    [Fact]
    public async Task A_restored_store_sends_what_is_due_when_told_so()
    {
        await Restore();
        foreach (var mail in Directory.GetFiles(Path.Combine(_cli.Data, "outbox"))) File.Delete(mail);
        var release = await _cli.Proactive("hold", "release", "--send-due", "--now", Evening);
        Assert.Equal((0, "released; 1 citizen with something due now\n"), (release.ExitCode, release.Out));
        Assert.Equal(0, (await _cli.Proactive("deliver", "--now", Evening)).ExitCode);
        Assert.Single(_cli.Outbox);
        Assert.Contains("Nothing is on hold. Nothing was changed.", (await _cli.Proactive("hold", "release", "--send-due")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_is_made_while_another_process_writes_and_never_over_a_file()
    {
        await _cli.Know("p-1");
        using var serve = _cli.Start("serve", "--urls", "http://127.0.0.1:0");
        while (await serve.StandardError.ReadLineAsync() is { } line && !line.StartsWith("Listening on", StringComparison.Ordinal)) continue;
        var copy = Path.Combine(_cli.Data, "copy.db");
        Assert.Equal(0, (await _cli.Proactive("backup", copy)).ExitCode);
        var refused = await _cli.Proactive("backup", copy);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("there is a file of that name already", refused.Talk, StringComparison.Ordinal);
        using (var kill = Process.Start("kill", ["-TERM", $"{serve.Id}"])) await kill.WaitForExitAsync();
        await serve.WaitForExitAsync();
        Assert.Equal(0, serve.ExitCode);
    }

    [Fact]
    public async Task There_is_nothing_to_copy_where_there_is_no_store()
    {
        var run = await _cli.Proactive("backup", Path.Combine(_cli.Data, "copy.db"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("there is none yet", run.Talk, StringComparison.Ordinal);
    }
}
