using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>What commands leave in the audit log, looking at it, and checking it.</summary>
public sealed class AuditTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";
    const string Noon = "2026-11-09T12:00+01:00";

    static readonly string Who = $"command line ({Environment.UserName})";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_is_done_and_looked_at_is_written_down_and_what_is_only_tried_is_not()
    {
        // Few relays take an address whose local part is not ASCII, so the mail channel gives up on it.
        await _cli.ImportCsv("id,birthDate,language,email", "p-1,1987-05-14,da,bø@example.org");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2")]), "ingest", "-", "--now", Now);
        await _cli.Proactive("deliver", "--now", Noon);
        Assert.Empty(await _cli.List("audit", "list"));

        var notice = Assert.Single(await _cli.List("notices", "list"));
        var rejected = Assert.Single(await _cli.List("rejected", "list"))["id"];
        await _cli.Proactive("notices", "resend", "--all-failed", "--reason", "not meant");
        await _cli.Proactive("notices", "resend", notice["notice"], "--reason", "address mended", "--yes", "--now", Noon);
        await _cli.Proactive("rejected", "show", rejected);
        await _cli.Proactive("rejected", "replay", "--all", "--now", Now);
        await _cli.Proactive("rejected", "replay", "--all", "--yes", "--now", Now);
        await _cli.Proactive("citizens", "show", "p-1");
        await _cli.Proactive("citizens", "export", "p-1");
        await _cli.Proactive("citizens", "export", "p-7");
        await _cli.Proactive("citizens", "erase", "p-1");
        await _cli.Proactive("citizens", "erase", "p-1", "--yes");

        var lines = await _cli.List("audit", "list");
        var key = lines[^1]["subject"];
        Assert.Matches("^[0-9a-f]{32}$", key);
        Assert.Equal(
            [
                ("1", "notice-resent", notice["id"], "address mended"), ("2", "rejected-shown", rejected, ""), ("3", "rejected-replayed", rejected, ""),
                ("4", "citizen-shown", key, ""), ("5", "citizen-exported", key, ""), ("6", "citizen-erased", key, ""),
            ],
            lines.Select(l => (l["number"], l["what"], l["subject"], l["why"])));
        Assert.All(lines, l => Assert.Equal((Who, "operator"), (l["who"], l["role"])));
        // The real time, whatever the commands were told.
        Assert.All(lines, l => Assert.InRange(DateTimeOffset.Parse(l["time"], CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow));
        Assert.DoesNotContain("p-1", (await _cli.Proactive("audit", "list")).Out, StringComparison.Ordinal);

        Assert.Equal(["5"], (await _cli.List("audit", "list", "--what", "citizen-exported", "--subject", key, "--who", Who, "--since", "2026-01-01")).Select(l => l["number"]));
        Assert.Empty(await _cli.List("audit", "list", "--who", "somebody else"));
        Assert.Equal("The audit log has no such line.\n", (await _cli.Proactive("audit", "list", "--since", "2100-01-01")).Talk);
    }

    [Fact]
    public async Task Releasing_a_hold_is_written_down()
    {
        await _cli.Know("p-1");
        var copy = Path.Combine(_cli.Data, "copy.db");
        await _cli.Proactive("backup", copy);
        File.Move(copy, Path.Combine(_cli.Data, "proactive.db"), overwrite: true);
        await _cli.Proactive("hold", "release");
        await _cli.Proactive("hold", "release", "--skip-due");
        await _cli.Proactive("hold", "release", "--send-due");
        var line = Assert.Single(await _cli.List("audit", "list"));
        Assert.Equal(("hold-released", "restored-backup", "skip-due"), (line["what"], line["subject"], line["why"]));
    }

    [Fact]
    public async Task Somebody_is_looked_at_while_another_process_writes_and_that_is_in_the_same_chain()
    {
        await _cli.Know("p-1");
        using var serve = _cli.Start("serve", "--urls", "http://127.0.0.1:0");
        while (await serve.StandardError.ReadLineAsync() is { } line && !line.StartsWith("Listening on", StringComparison.Ordinal)) continue;
        Assert.Equal(0, (await _cli.Proactive("citizens", "export", "p-1")).ExitCode);
        Assert.Equal(0, (await _cli.Proactive("citizens", "show", "p-1")).ExitCode);
        serve.Kill();
        await serve.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["citizen-exported", "citizen-shown"], (await _cli.List("audit", "list")).Select(l => l["what"]));
        Assert.Equal(0, (await _cli.Proactive("audit", "verify")).ExitCode);
    }

    [Fact]
    public async Task A_whole_log_is_verified_and_a_hash_that_was_noted_found_in_it()
    {
        await _cli.Know("p-1");
        var beginning = Head(await _cli.Proactive("audit", "verify"), lines: 0);
        await _cli.Proactive("citizens", "show", "p-1");
        var noted = Head(await _cli.Proactive("audit", "verify"), lines: 1);
        await _cli.Proactive("citizens", "show", "p-1");
        Assert.NotEqual(noted, Head(await _cli.Proactive("audit", "verify"), lines: 2));

        var found = await _cli.Proactive("audit", "verify", "--head", noted);
        Assert.Equal((0, "The hash that was noted is that of line 1.\n"), (found.ExitCode, found.Talk));
        Assert.Equal("The hash that was noted is the beginning of the audit log.\n", (await _cli.Proactive("audit", "verify", "--head", beginning)).Talk);
        var lost = await _cli.Proactive("audit", "verify", "--head", new string('a', 64));
        Assert.Equal(1, lost.ExitCode);
        Assert.StartsWith("The hash that was noted is not in the audit log", lost.Talk, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.Proactive("audit", "verify", "--head", "abc")).ExitCode);
        Assert.Contains(noted, (await _cli.Proactive("audit", "list", "--format", "csv")).Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit SET who = 'somebody else' WHERE number = 2", 2)]
    [InlineData("DELETE FROM audit WHERE number = 3", 3)]
    public async Task A_log_that_somebody_changed_is_broken_at_a_line(string change, int line)
    {
        await _cli.Know("p-1");
        for (var i = 0; i < 3; i++) await _cli.Proactive("citizens", "show", "p-1");
        Sql($"DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; {change}");
        var verify = await _cli.Proactive("audit", "verify");
        Assert.Equal(1, verify.ExitCode);
        Assert.Equal($"lines  {line - 1}", verify.Lines[0]);
        Assert.StartsWith($"The audit log is broken at line {line}: ", verify.Talk, StringComparison.Ordinal);
    }

    static string Head(Run verify, int lines)
    {
        Assert.Equal((0, "", $"lines  {lines}"), (verify.ExitCode, verify.Talk, verify.Lines[0]));
        return Regex.Match(verify.Lines[1], "^head   ([0-9a-f]{64})$").Groups[1].Value;
    }

    void Sql(string script)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_cli.Data, "proactive.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
