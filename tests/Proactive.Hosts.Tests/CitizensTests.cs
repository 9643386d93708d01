using System.Text.Json;
using System.Text.RegularExpressions;
using Proactive.Cli.Citizens;
using Proactive.Engine.Storage;
using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>What is kept about one person: shown, handed over, erased.</summary>
public sealed class CitizensTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    async Task MoveAndSend()
    {
        await _cli.Know("p-1", "p-2");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-2"), Moved("m-3", "p-1").Replace("movedOn", "movedAt", StringComparison.Ordinal)]), "ingest", "-", "--now", Now);
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        Assert.Equal(2, _cli.Outbox.Count);
    }

    [Fact]
    public async Task One_is_shown_and_exported_with_everything_that_is_kept()
    {
        await MoveAndSend();
        var show = await _cli.Proactive("citizens", "show", "p-1");
        foreach (var part in new[] { "Nora p-1sen", "dk/moving, effective 2026-11-07, active", "report-address", "2026-11-12", "sent", "unknown-field" }) Assert.Contains(part, show.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("p-2", show.Out, StringComparison.Ordinal);

        var file = Path.Combine(_cli.Data, "export.json");
        var export = await _cli.Proactive("citizens", "export", "p-1", "--output", file, "--now", Now);
        Assert.Equal((0, ""), (export.ExitCode, export.Out));
        Assert.Equal((await _cli.Proactive("citizens", "export", "p-1", "--now", Now)).Out, await File.ReadAllTextAsync(file));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var json = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        Assert.Equal("p-1@example.org", json.GetProperty("person").GetProperty("email").GetString());
        Assert.Equal("report-address", json.GetProperty("journeys")[0].GetProperty("steps")[0].GetProperty("id").GetString());
        Assert.Equal("delivered", json.GetProperty("attempts")[0].GetProperty("result").GetString());
        Assert.Equal("sent", json.GetProperty("deliveryLog")[0].GetProperty("state").GetString());
        Assert.Equal("dk.cpr.person-moved.v1", json.GetProperty("eventsTakenIn")[0].GetProperty("type").GetString());
        Assert.Contains("movedAt", json.GetProperty("eventsNotAccepted")[0].GetProperty("payload").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, (await _cli.Proactive("citizens", "export", "p-1", "--output", file)).ExitCode);
    }

    [Fact]
    public async Task Links_to_the_own_list_are_counted_and_handed_over_without_what_opens_them()
    {
        await _cli.Know("p-1");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1")]), "ingest", "-", "--now", Now);
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00", "--public-url", "https://notices.example.org/");
        var page = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(_cli.Data, "outbox"), "*.html")));
        var token = Regex.Match(page, "/guide/([A-Za-z0-9_-]{22})").Groups[1].Value;
        Assert.Equal(22, token.Length);
        var show = await _cli.Proactive("citizens", "show", "p-1");
        Assert.Contains("links         1, the last opens their list until 2027-05-08 11:00Z", show.Out, StringComparison.Ordinal);
        var export = await _cli.Proactive("citizens", "export", "p-1");
        Assert.Equal(32, JsonDocument.Parse(export.Out).RootElement.GetProperty("links")[0].GetProperty("hash").GetString()!.Length);
        Assert.DoesNotContain(token, show.Out + export.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_citizens_did_behind_their_links_is_handed_over_too()
    {
        var file = CitizenFiles.Rich(CitizenFiles.Key(1));
        var json = JsonDocument.Parse(CitizenExport.Write(new CitizenRecord(new Citizen(file, null), [], []), CitizenFiles.Morning)).RootElement;
        Assert.Equal("step-Done", json.GetProperty("ticked")[0].GetProperty("step").GetString());
        Assert.Equal("letter", json.GetProperty("chosen")[0].GetProperty("channel").GetString());
        Assert.Equal(2, json.GetProperty("answers")[0].GetProperty("answer").GetProperty("mark").GetInt32());
        Assert.Equal(["no \u2028 more", ""], json.GetProperty("objections").EnumerateArray().Select(o => o.GetProperty("words").GetString()));
    }

    [Fact]
    public async Task One_who_is_erased_leaves_nothing_but_a_tombstone_and_anonymous_log_lines()
    {
        await MoveAndSend();
        Assert.Equal(2, (await _cli.Proactive("citizens", "erase", "p-1")).ExitCode);
        Assert.Equal(2, _cli.Outbox.Count);

        var erase = await _cli.Proactive("citizens", "erase", "p-1", "--yes", "--now", Now);
        Assert.Equal((0, ""), (erase.ExitCode, erase.Talk));
        Snapshot.Matches(string.Join('\n', erase.Lines.Select(WithoutAccidents)) + "\n", "Erase");
        Assert.Single(_cli.Outbox);
        Assert.Empty(await _cli.List("rejected", "list"));
        Assert.Equal(["erased"], (await _cli.List("log")).Select(l => l["citizen"]).Where(c => c == "erased"));

        // Nothing that comes again brings them back.
        var again = await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-4", "p-1")]), "ingest", "-", "--now", Now);
        Assert.Equal((0, "accepted   2", "journeys   0 changed"), (again.ExitCode, again.Lines[0], again.Lines[4]));
        var import = await _cli.Know("p-1", "p-2");
        Assert.Equal(0, import.ExitCode);
        Assert.Equal(["imported   1", "failed     0", "erased     1"], import.Lines);
        Assert.Contains("persons.csv:2: this person was erased; the row was passed over", import.Talk, StringComparison.Ordinal);
        var show = await _cli.Proactive("citizens", "show", "p-1");
        Assert.Equal((1, "erased        nothing is kept but a tombstone"), (show.ExitCode, show.Lines[1]));
        await _cli.Proactive("deliver", "--now", Now, "--until", "2027-03-01T12:00+01:00");
        Assert.DoesNotContain(await _cli.List("log"), l => l["citizen"] == show.Lines[0][^32..][..8]);
    }

    [Fact]
    public async Task One_whom_only_a_held_event_names_is_erased_too()
    {
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1"), Moved("m-2", "p-10")]), "ingest", "-", "--now", Now);
        var erase = await _cli.Proactive("citizens", "erase", "p-1", "--yes");
        Assert.Equal((0, "nothing   of the person: nobody is known under this id"), (erase.ExitCode, erase.Lines[0]));
        Assert.Single(await _cli.List("rejected", "list"));
        Assert.Equal(1, (await _cli.Proactive("citizens", "erase", "p-1", "--yes")).ExitCode);
    }

    [Fact]
    public async Task What_is_left_somewhere_is_found_and_named()
    {
        await MoveAndSend();
        await File.WriteAllTextAsync(Path.Combine(_cli.Data, "outbox", "forwarded.eml"), "To: p-1@example.org\n\nHello\n");
        var erase = await _cli.Proactive("citizens", "erase", "p-1", "--yes");
        Assert.Equal(1, erase.ExitCode);
        Assert.Contains("NO   found the mail address in", erase.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("export")]
    [InlineData("erase")]
    public async Task Nobody_is_kept_under_an_unknown_id(string command)
    {
        await _cli.Know("p-1");
        var run = await _cli.Proactive("citizens", command, "p-7");
        Assert.Equal((1, "", "Nothing is kept about a person with this id. Is it written as the registry writes it?\n"), (run.ExitCode, run.Out, run.Talk));
    }

    // Byte counts and keys differ from run to run.
    static string WithoutAccidents(string line) =>
        Regex.Replace(Regex.Replace(line, "[0-9a-f]{32}", "KEY"), "[0-9,]+ bytes", "N bytes");
}
