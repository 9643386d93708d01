using System.Text.Json;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>The tools with which agencies look at their rules, over a small rule folder of their own.</summary>
public sealed class AuthoringToolTests : IDisposable
{
    const string Anna = """{"specversion":"1.0","id":"e-1","source":"urn:test","type":"x.moved.v1","subject":"p-1","time":"2026-11-09T10:00:00+01:00","data":{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"household":[{"id":"p-9","birthDate":"2018-06-01"}]}}""";
    const string Ben = """{"specversion":"1.0","id":"e-2","source":"urn:test","type":"x.moved.v1","subject":"p-2","time":"2026-11-09T10:00:00+01:00","data":{"movedOn":"2026-11-07","from":{"municipality":"0461"},"to":{"municipality":"0461","postcode":"5000"}}}""";
    const string Misspelt = """{"specversion":"1.0","id":"e-3","source":"urn:test","type":"x.mooved.v1","subject":"p-3","data":{}}""";
    const string Registered = """{"specversion":"1.0","id":"e-4","source":"urn:test","type":"x.registered.v1","subject":"p-1","data":{"on":"2026-11-09"}}""";

    /// <summary>Steps that answer in every way a step can.</summary>
    const string MoreSteps = """
          - id: school
            title: { en: Choose a school }
            when: has(data.household) && data.household.exists(p, ageOn(p.birthDate, effective) in [6, 7, 8])
            why: { en: A child of school age moves with you. }
            opens: effective
            legal: { basis: Act 2, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: pension
            title: { en: Tell the pension office }
            when: >-
              ageOn(citizen.birthDate, effective)
              >= (data.to.municipality == '0461' ? 65 : 67)
            why: { en: You get a pension. }
            legal: { basis: Act 3, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: mailbox
            title: { en: Put your name on the mailbox }
            automatic: true
            legal: { basis: Act 4, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: in-review
            title: { en: Not read by a lawyer }
            legal: { basis: Act 5, source: "https://example.org/act", checked: 2026-11-21, status: review }
          - id: next-year
            title: { en: From next year }
            valid: { from: 2027-01-01 }
            legal: { basis: Act 6, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: pilot
            title: { en: In the pilot only }
            rollout: { municipalities: ["0101"], percent: 50 }
            legal: { basis: Act 7, source: "https://example.org/act", checked: 2026-11-21, status: verified }

        """;

    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Writes a rule folder and says where.</summary>
    string Rules(string name, Func<string, string>? change = null)
    {
        var town = RuleFolders.Town + MoreSteps;
        foreach (var (path, text) in RuleFolders.With(("xx/moving/town.yaml", change is null ? town : change(town))).Texts)
        {
            var file = Path.Combine(_cli.Data, name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return Path.Combine(_cli.Data, name);
    }

    string Events(params string[] lines)
    {
        var file = Path.Combine(_cli.Data, "events.ndjson");
        File.WriteAllLines(file, lines);
        return file;
    }

    static void Matches(Run run, int exitCode, string name)
    {
        // A table pads its lines.
        var shown = string.Join('\n', run.Out.Split('\n').Select(l => l.TrimEnd()));
        Snapshot.Matches(run.Talk.Length == 0 ? shown : $"{shown}\n--- stderr\n{run.Talk}", name);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task Explain_says_of_every_step_why_it_applies_or_not() =>
        Matches(await _cli.ProactiveReading(Anna, "rules", "explain", "-", "--birth-date", "1987-05-14", "--rules", Rules("rules")), 0, "Explain");

    [Fact]
    public async Task Explain_as_json_holds_the_same_for_programs()
    {
        var run = await _cli.ProactiveReading(Anna, "rules", "explain", "-", "--birth-date", "1987-05-14", "--format", "json", "--rules", Rules("rules"));
        using var explained = JsonDocument.Parse(Assert.Single(run.Lines));
        var reasons = explained.RootElement.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("step")} {s.GetProperty("applies")} {s.GetProperty("reason")}");
        Assert.Equal(["report True applies", "school True applies", "pension False condition-fails", "mailbox True applies", "in-review False in-review", "next-year False not-valid", "pilot False not-in-rollout"], reasons);
        var condition = explained.RootElement.GetProperty("steps")[2].GetProperty("condition");
        Assert.Equal("39", condition.GetProperty("parts")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task Explain_shows_what_is_absent_and_what_cannot_be_decided() =>
        Matches(await _cli.ProactiveReading(Ben, "rules", "explain", "-", "--rules", Rules("rules")), 1, "ExplainUndecided");

    [Fact]
    public async Task Explain_knows_the_citizen_from_the_store_and_makes_none_if_there_is_none()
    {
        var rules = Rules("rules");
        var persons = Path.Combine(_cli.Data, "persons.csv");
        await File.WriteAllTextAsync(persons, "id,birthDate,municipality\np-1,1950-01-01,0461\n");
        var before = await _cli.ProactiveReading(Anna, "rules", "explain", "-", "--rules", rules);
        Assert.Contains("Birth date and municipality of the person are not known", before.Talk, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_cli.Data, "proactive.db")));
        Assert.False(File.Exists(Path.Combine(_cli.Data, "citizen.key")));

        Assert.Equal(0, (await _cli.Proactive("citizens", "import", persons)).ExitCode);
        var after = await _cli.ProactiveReading(Anna, "rules", "explain", "-", "--rules", rules);
        Assert.Contains(after.Lines, l => l.StartsWith("  pension    yes", StringComparison.Ordinal));
        Assert.Equal((0, ""), (after.ExitCode, after.Talk));
    }

    [Fact]
    public async Task Explain_names_what_evidence_closes_and_why_an_event_is_rejected()
    {
        var rules = Rules("rules");
        var evidence = await _cli.ProactiveReading(Registered, "rules", "explain", "-", "--now", "2026-11-09T10:00+01:00", "--rules", rules);
        Assert.Equal(["xx/moving  evidence  effective 2026-11-09  1 recipient", "  closes report"], evidence.Lines);

        var rejected = await _cli.ProactiveReading(Misspelt, "rules", "explain", "-", "--rules", rules);
        Assert.Equal((1, "The event is rejected: unknown-type at type: no life event declares this event type; was x.moved.v1 meant?\n"), (rejected.ExitCode, rejected.Talk));

        Assert.Equal(2, (await _cli.Proactive("rules", "explain", Events(Anna, Ben), "--rules", rules)).ExitCode);
        Assert.Equal(3, (await _cli.Proactive("rules", "explain", "nowhere.json", "--rules", rules)).ExitCode);
    }

    [Fact]
    public async Task Simulate_counts_what_the_rules_do_and_tells_what_was_rejected() =>
        Matches(await _cli.Proactive("rules", "simulate", Events(Anna, Ben, Misspelt), "--rules", Rules("rules")), 1, "Simulate");

    [Fact]
    public async Task Simulate_against_other_rules_says_what_changes_for_whom()
    {
        var before = Rules("before", t => t.Replace("effective + days(5)", "effective + days(3)", StringComparison.Ordinal).Replace("in [6, 7, 8]", "in [6, 7]", StringComparison.Ordinal));
        Matches(await _cli.Proactive("rules", "simulate", Events(Anna, Ben), "--against", before, "--rules", Rules("rules")), 0, "SimulateAgainst");
    }

    [Fact]
    public async Task Simulate_prints_the_first_differences_only_and_json_has_no_talk_in_it()
    {
        var before = Rules("before", t => t.Replace("effective + days(5)", "effective + days(3)", StringComparison.Ordinal).Replace("in [6, 7, 8]", "in [6, 7]", StringComparison.Ordinal));
        var run = await _cli.Proactive("rules", "simulate", Events(Anna, Ben), "--against", before, "--rules", Rules("rules"), "--most", "1", "--format", "json");
        var kinds = run.Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("kind").GetString()).ToList();
        Assert.Equal(1, kinds.Count(k => k == "difference"));
        Assert.Equal("summary", kinds[^1]);
        Assert.Contains("1 more differences; --most 0 shows all.", run.Talk, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("differences").GetInt32());
    }

    [Fact]
    public async Task Schema_prints_the_schema_of_an_event_type() =>
        Matches(await _cli.Proactive("rules", "schema", "x.moved.v1", "--rules", Rules("rules")), 0, "Schema");

    [Fact]
    public async Task Schema_asks_what_was_meant_and_writes_a_file_for_each_type()
    {
        var rules = Rules("rules");
        var misspelt = await _cli.Proactive("rules", "schema", "x.mooved.v1", "--rules", rules);
        Assert.Equal((2, "", "There is no event type x.mooved.v1; did you mean x.moved.v1?\n"), (misspelt.ExitCode, misspelt.Out, misspelt.Talk));
        Assert.Equal(2, (await _cli.Proactive("rules", "schema", "--rules", rules)).ExitCode);

        var folder = Path.Combine(_cli.Data, "schemas");
        Assert.Equal(0, (await _cli.Proactive("rules", "schema", "--all", folder, "--rules", rules)).ExitCode);
        Assert.Equal(["x.annulled.v1.schema.json", "x.moved.v1.schema.json", "x.registered.v1.schema.json"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public async Task Data_shows_which_personal_data_is_read_for_what_and_what_nobody_reads() =>
        Matches(await _cli.Proactive("rules", "data", "--rules", Rules("rules")), 0, "PersonalData");

    [Fact]
    public async Task Data_as_json_is_one_use_a_line()
    {
        var run = await _cli.Proactive("rules", "data", "--format", "json", "--rules", Rules("rules"));
        Assert.Contains("""{"kind":"use","lifeEvent":"xx/moving","step":"pilot","agency":"xx.town","fields":["citizen.municipality"],"purpose":"In the pilot only","legalBasis":"Act 7"}""", run.Lines);
        Assert.Equal("""{"kind":"unread","eventType":"x.moved.v1","fields":["data.from.postcode","data.household.id","data.to.postcode"]}""", run.Lines[^1]);
    }
}
