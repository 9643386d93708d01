using System.Globalization;
using System.Text;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>The program as people run it.</summary>
public sealed class CommandLineTests : IDisposable
{
    const string Now = "2026-11-09T09:10+01:00";

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    async Task ImportAndIngest()
    {
        Assert.Equal(0, (await _cli.Proactive("citizens", "import", "samples/citizens.csv")).ExitCode);
        Assert.Equal(0, (await _cli.Proactive("ingest", "samples/events.ndjson", "--now", Now)).ExitCode);
    }

    Task<Run> IngestOne(string json, string now) => _cli.ProactiveReading(json, "ingest", "-", "--now", now);

    Task<List<Dictionary<string, string>>> Log(params string[] arguments) => _cli.List(["log", .. arguments]);

    [Fact]
    public async Task The_demo_tells_the_whole_story()
    {
        var run = await _cli.Proactive("demo");
        Assert.Equal("", run.Talk);
        Assert.Equal(0, run.ExitCode);
        var outbox = Path.Combine(_cli.Data, "demo", "outbox");
        Snapshot.Matches(run.Out.Replace(_cli.Data, "DATA", StringComparison.Ordinal).Replace(" \n", "\n", StringComparison.Ordinal), "Demo");
        Assert.Equal(Directory.GetFiles(outbox, "*.eml").Length, Directory.GetFiles(outbox, "*.html").Length);
    }

    [Fact]
    public async Task Ingesting_the_same_file_twice_plans_nothing_new()
    {
        await ImportAndIngest();
        var again = await _cli.Proactive("ingest", "samples/events.ndjson", "--now", Now);
        Assert.Equal(["accepted   0", "duplicate  6", "held       0", "rejected   0", "journeys   0 changed", "notices    0 planned"], again.Lines);
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task A_month_of_deliveries_reminds_of_open_steps_only_never_at_night_and_never_on_a_holiday()
    {
        await ImportAndIngest();
        var registered = """{"specversion":"1.0","type":"dk.cpr.address-registered.v1","source":"urn:sample:cpr","id":"r-1","subject":"dk-1001","data":{"registeredOn":"2026-11-09"}}""";
        await IngestOne(registered, "2026-11-09T21:00+01:00");
        var run = await _cli.Proactive("deliver", "--now", "2026-11-09T21:00+01:00", "--until", "2026-12-09T12:00+01:00");
        Assert.Equal(0, run.ExitCode);

        var sent = await Log("--state", "sent");
        Assert.NotEmpty(sent);
        Assert.DoesNotContain(sent, e => e["kind"] == "reminder" && e["step"] == "report-address" && e["life event"] == "dk/moving" && e["citizen"] == sent.First(s => s["step"] == "report-child-move")["citizen"]);
        foreach (var entry in sent)
        {
            var country = Repository.RuleBook.Guide(entry["life event"])!.Country;
            var local = country.LocalTime(DateTimeOffset.ParseExact(entry["time"], "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            Assert.True(country.Calendar.IsWorkday(DateOnly.FromDateTime(local)), $"sent on {local}");
            Assert.InRange(local.Hour, 8, 15);
        }

        var nothingMore = await _cli.Proactive("deliver", "--now", "2026-12-09T12:00+01:00", "--until", "2027-03-09T12:00+01:00");
        Assert.Contains("Nothing was due.", nothingMore.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_annulment_after_delivery_gives_one_withdrawal_and_no_further_reminder()
    {
        await ImportAndIngest();
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        Assert.Equal(5, (await Log("--state", "sent")).Count);
        var annulment = """{"specversion":"1.0","type":"cz.cssz.employment-end-annulled.v1","source":"urn:sample:cssz","id":"a-1","subject":"cz-2001","data":{"eventId":"job-1"}}""";
        await IngestOne(annulment, "2026-11-09T13:00+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T13:00+01:00", "--until", "2027-01-09T13:00+01:00");
        Assert.Equal(["start", "withdrawal"], (await Log("--state", "sent", "--person", "cz-2001")).Select(e => e["kind"]));
    }

    [Fact]
    public async Task An_annulment_before_delivery_sends_nothing_at_all()
    {
        await ImportAndIngest();
        var annulment = """{"specversion":"1.0","type":"cz.cssz.employment-end-annulled.v1","source":"urn:sample:cssz","id":"a-1","subject":"cz-2001","data":{"eventId":"job-1"}}""";
        await IngestOne(annulment, "2026-11-09T09:30+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T09:30+01:00", "--until", "2027-01-09T13:00+01:00");
        Assert.Empty(await Log("--state", "sent", "--person", "cz-2001"));
    }

    [Fact]
    public async Task Garbage_has_reasons_and_the_rest_goes_through()
    {
        await _cli.Proactive("citizens", "import", "samples/citizens.csv");
        var run = await _cli.Proactive("ingest", "samples/broken.ndjson", "--now", Now);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["accepted   2", "duplicate  0", "held       1", "rejected   10"], run.Lines[..4]);
        Snapshot.Matches(run.Talk, "Garbage");

        var list = await _cli.Proactive("rejected", "list", "--format", "json");
        Assert.Equal(11, list.Lines.Length);
        Assert.DoesNotContain("dk-1001", list.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_over_the_limit_in_a_batch_is_rejected_alone()
    {
        await _cli.Proactive("citizens", "import", "samples/citizens.csv");
        var good = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "samples", "events.ndjson")))[0];
        var run = await IngestOne($"[{good},{{\"specversion\":\"1.0\",\"id\":\"{new string('x', 300_000)}\"}}]", Now);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("event 2: too-large: the event is larger than 256 KiB", run.Talk, StringComparison.Ordinal);
        Assert.Equal("accepted   1", run.Lines[0]);
    }

    [Fact]
    public async Task Persons_that_cannot_be_read_are_named_by_line_and_the_rest_is_imported()
    {
        var file = Path.Combine(_cli.Data, "persons.csv");
        await File.WriteAllTextAsync(file, "id,birthDate,email\np-1,1990-01-01,a@example.org\n,1990-01-01,\np-3,1.1.1990,\np-4,,\"a@example.org;b@example.org\"\n", Encoding.UTF8);
        var run = await _cli.Proactive("citizens", "import", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["imported   1", "failed     3", "erased     0"], run.Lines);
        Assert.Equal(["3: 'id' is empty", "4: 'birthDate' is not a date such as 1985-04-12", "5: 'email' is not one mail address"],
            run.Talk.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[(file.Length + 1)..].Replace("; the row was passed over", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_shipped_rules_are_checked_and_tested()
    {
        var check = await _cli.Proactive("rules", "check");
        Assert.Equal(0, check.ExitCode);
        Assert.StartsWith("No problems: ", check.Out, StringComparison.Ordinal);
        var test = await _cli.Proactive("rules", "test", "dk/moving");
        Assert.Equal(0, test.ExitCode);
        Assert.EndsWith(" 0 failed\n", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_rule_is_shown_under_its_place_and_nothing_is_loaded()
    {
        var rules = CopyRules();
        var file = Path.Combine(rules, "dk", "moving", "municipality.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("due: effective + days(5)", "due: efective + days(5)", StringComparison.Ordinal));
        var run = await _cli.Proactive("rules", "check", "--rules", rules);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Did you mean 'effective'?", run.Talk, StringComparison.Ordinal);
        Assert.Contains("^", run.Talk, StringComparison.Ordinal);
        Assert.Equal(1, (await _cli.Proactive("ingest", "samples/events.ndjson", "--rules", rules)).ExitCode);
    }

    [Fact]
    public async Task A_failing_rule_test_says_what_differs()
    {
        var rules = CopyRules();
        var file = Path.Combine(rules, "dk", "moving", "municipality.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("due: effective + days(5)", "due: effective + days(6)", StringComparison.Ordinal));
        var run = await _cli.Proactive("rules", "test", "dk/moving", "--rules", rules);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("report-address due: expected 2026-11-06, was 2026-11-07", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Unrecognized command or argument 'dance'", "dance")]
    [InlineData(2, "--now is not a time", "ingest", "x", "--now", "soon")]
    [InlineData(2, "is not on this machine alone", "serve", "--urls", "http://0.0.0.0:5099")]
    [InlineData(3, "there is none yet", "log")]
    [InlineData(2, "--until lets time pass", "deliver", "--until", "2027-01-01T00:00", "--smtp", "127.0.0.1", "--from", "a@example.org", "--reply-to", "a@example.org")]
    [InlineData(2, "--from must be one mail address", "deliver", "--smtp", "127.0.0.1")]
    [InlineData(2, "--connections is a whole number", "deliver", "--connections", "0")]
    [InlineData(2, "--max-per-second is a whole number", "serve", "--max-per-second", "many")]
    [InlineData(3, "There is no file missing.ndjson", "ingest", "missing.ndjson")]
    [InlineData(3, "There is no folder nowhere", "rules", "check", "--rules", "nowhere")]
    public async Task A_wrong_command_line_is_answered_with_a_sentence_and_its_exit_code(int exitCode, string sentence, params string[] arguments)
    {
        var run = await _cli.Proactive(arguments);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_shows_only_what_it_is_asked_for()
    {
        await ImportAndIngest();
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        var all = await Log();
        var one = all[0];
        async Task AreThose(Func<Dictionary<string, string>, bool> wanted, params string[] asked)
        {
            var found = await Log(asked);
            Assert.Equal(all.Where(wanted).Select(l => (l["notice"], l["state"])), found.Select(l => (l["notice"], l["state"])));
        }

        Assert.Contains(all, l => l["life event"] != one["life event"]);
        await AreThose(l => l["life event"] == one["life event"], "--life-event", one["life event"]);
        await AreThose(l => l["channel"] == "email", "--channel", "email");
        await AreThose(_ => false, "--channel", "pigeon");
        await AreThose(_ => true, "--until", "2026-11-09T12:30+01:00");
        await AreThose(_ => false, "--until", "2026-11-09T11:59+01:00");
        var key = (await _cli.Proactive("citizens", "show", "dk-1001")).Lines[0][^32..];
        Assert.Contains(all, l => l["citizen"] == key[..8]);
        await AreThose(l => l["citizen"] == key[..8], "--citizen", key);
        Assert.Equal(2, (await _cli.Proactive("log", "--person", "dk-1001", "--citizen", "x")).ExitCode);
    }

    [Fact]
    public async Task No_person_id_reaches_the_log_or_a_file_name()
    {
        await ImportAndIngest();
        var run = await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        var log = await _cli.Proactive("log", "--format", "csv");
        foreach (var text in new[] { run.Out, run.Talk, log.Out, string.Join('\n', _cli.Outbox) })
        {
            Assert.DoesNotContain("dk-1001", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Sørensen", text, StringComparison.Ordinal);
            Assert.DoesNotContain("anna@", text, StringComparison.Ordinal);
        }
    }

    string CopyRules()
    {
        var target = Path.Combine(_cli.Data, "rules");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "rules"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Path.Combine(Repository.Root, "rules"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
