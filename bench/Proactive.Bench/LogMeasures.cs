using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Sqlite;

namespace Proactive.Bench;

/// <summary>
/// The delivery log with a million lines: the first page of every kind of search, beside 50 lines read by their ids; and an export, in a
/// process of its own beside one of few lines.
/// </summary>
static class LogMeasures
{
    public const string Export = "log-export";

    const int Many = 1_000_000;
    const int Few = 10_000;
    const int Page = 50;
    const int Runs = 20;

    static readonly Random Random = new(2);

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("proactive-bench-");
        try
        {
            var (few, many) = (Path.Combine(folder.FullName, "few.db"), Path.Combine(folder.FullName, "many.db"));
            await Fill(few, Few);
            await Fill(many, Many);
            await MeasurePages(many);
            Rates.Line("log.read_all.state_failed", await ReadFailed(many), "s", Many / BareRate(many), await ReadFailed(many) * BareRate(many) / Many);
            var (small, large) = (await RunExport(few), await RunExport(many));
            Rates.Line("log.export.lines_per_s", large["rate"], "1/s", BareRate(many), large["rate"] / BareRate(many));
            Rates.Line("log.export.memory", large["peak"], "MB", small["peak"], large["peak"] / small["peak"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // One citizen's changes carry them all: to the log it is one whose they are.
    static async Task Fill(string path, int lines)
    {
        await using var store = SqliteStore.Open(path, Town.Codec);
        var (file, version) = (CitizenFile.Empty(new("f")), 0);
        foreach (var chunk in LogLines.Of(lines).Chunk(5000))
        {
            if ((await store.SaveFiles([new FileChange(file with { Version = version++ }, chunk)], default)).Count > 0) throw new InvalidOperationException("Another change of the file came first.");
        }
    }

    static async Task MeasurePages(string path)
    {
        await using var store = SqliteStore.Open(path, Town.Codec);
        await store.Integrity;
        using var bare = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        bare.Open();
        using var read = bare.CreateCommand();
        read.CommandText = "SELECT id, at, citizen, notice, kind, step, reason FROM log WHERE id >= $id ORDER BY id LIMIT 50";
        var id = read.Parameters.AddWithValue("$id", 0L);

        // What is asked for is what some lines have, evenly from the whole log.
        var lines = LogLines.Of(Many).Where((_, i) => i % (Many / Runs) == Many / Runs / 2).ToList();
        foreach (var (name, ask, before) in Searches())
        {
            var times = new List<(double Subject, double Floor)>();
            // The first is not counted: it prepares the statement.
            foreach (var line in lines.Prepend(lines[0]))
            {
                var from = before ? Random.Next(Page, Many) : (long?)null;
                var start = Stopwatch.GetTimestamp();
                var page = await store.PageLog(ask(line), from, Page, default);
                var subject = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                GC.KeepAlive(page);
                id.Value = Random.Next(Many - Page);
                start = Stopwatch.GetTimestamp();
                using (var reader = await read.ExecuteReaderAsync())
                    while (await reader.ReadAsync()) GC.KeepAlive((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetValue(5), reader.GetValue(6)));
                times.Add((subject, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            }

            times.RemoveAt(0);
            Rates.Line($"log.page.{name}", Median(times.Select(t => t.Subject)), "ms", Median(times.Select(t => t.Floor)), Median(times.Select(t => t.Subject / t.Floor)));
        }
    }

    // As a list of everything that failed is made.
    static async Task<double> ReadFailed(string path)
    {
        await using var store = SqliteStore.OpenToRead(path, Town.Codec);
        var start = Stopwatch.GetTimestamp();
        await store.SearchLog(new LogQuery(State: NoticeState.Failed), default).CountAsync();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static IEnumerable<(string Name, Func<LogEntry, LogQuery> Ask, bool Before)> Searches() =>
    [
        ("everything", _ => new(), false),
        ("everything_later_page", _ => new(), true),
        ("citizen", l => new(l.Citizen), false),
        ("citizen_and_state", l => new(l.Citizen, State: l.State), false),
        ("citizen_unknown", _ => new(new Engine.Citizens.CitizenKey("0")), false),
        ("notice", l => new(NoticeId: l.NoticeId), false),
        ("notice_reference", l => new(NoticeId: l.NoticeId[..8]), false),
        ("notice_3_digits", l => new(NoticeId: l.NoticeId[..3]), false),
        ("notice_2_digits", l => new(NoticeId: l.NoticeId[..2]), false),
        ("notice_no_digit_none", _ => new(NoticeId: "x"), false),
        ("notice_1_digit", l => new(NoticeId: l.NoticeId[..1]), false),
        ("notice_1_digit_state_channel_guide", l => new(NoticeId: l.NoticeId[..1], State: l.State, Channel: l.Channel, Guide: l.Guide), false),
        ("notice_1_digit_state_failed", l => new(NoticeId: l.NoticeId[..1], State: NoticeState.Failed), false),
        ("notice_1_digit_one_day", l => new(NoticeId: l.NoticeId[..1], Since: l.At, Until: l.At.AddDays(1)), false),
        ("state", l => new(State: l.State), false),
        ("state_sent_later_page", _ => new(State: NoticeState.Sent), true),
        ("state_failed", _ => new(State: NoticeState.Failed), false),
        ("state_held_none", _ => new(State: NoticeState.Held), false),
        ("channel", l => new(Channel: l.Channel ?? "email"), false),
        ("channel_letter", _ => new(Channel: "letter"), false),
        ("channel_unknown", _ => new(Channel: "pigeon"), false),
        ("guide", l => new(Guide: l.Guide), false),
        ("guide_and_state", l => new(Guide: l.Guide, State: l.State), false),
        ("channel_letter_state_failed_none", _ => new(Channel: "letter", State: NoticeState.Failed), false),
        ("guide_channel_state", l => new(Guide: l.Guide, Channel: l.Channel, State: l.State), false),
        ("since", l => new(Since: l.At), false),
        ("until", l => new(Until: l.At), false),
        ("one_day", l => new(Since: l.At, Until: l.At.AddDays(1)), false),
        ("one_day_state_failed", l => new(Since: l.At, Until: l.At.AddDays(1), State: NoticeState.Failed), false),
        ("one_day_channel_letter", l => new(Since: l.At, Until: l.At.AddDays(1), Channel: "letter"), false),
        ("since_channel_until_guide", l => new(Since: l.At.AddDays(-30), Until: l.At, Channel: l.Channel ?? "email", Guide: l.Guide), false),
        ("before_the_log_began_state", l => new(Until: LogLines.Begin, State: l.State), false),
        ("everything_asked", l => new(l.Citizen, l.NoticeId, l.State, l.At, l.At.AddDays(1), l.Channel, l.Guide), false),
    ];

    static async Task<Dictionary<string, double>> RunExport(string store)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Export, store]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Dictionary<string, double>>(said) ?? throw new InvalidOperationException(said);
    }

    /// <summary>The process that is measured: writes the whole log as CSV to nowhere. Prints its figures as JSON.</summary>
    public static async Task ExportStore(string path)
    {
        await using var store = SqliteStore.OpenToRead(path, Town.Codec);
        await using var to = new StreamWriter(Stream.Null);
        var (start, count) = (Stopwatch.GetTimestamp(), 0);
        await foreach (var line in store.SearchLog(new LogQuery(), default))
        {
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcDateTime:O},{line.Citizen},{line.Guide},{line.NoticeId},{line.Kind},{line.Step},{line.State},{line.Channel},{line.Reason}"));
            count++;
        }

        Console.WriteLine(JsonSerializer.Serialize(new { rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds, peak = MemoryMeasures.Peak() }));
    }

    // The floor: SQLite reads every line, and nothing is made of it.
    static double BareRate(string path)
    {
        using var bare = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        bare.Open();
        using var read = bare.CreateCommand();
        read.CommandText = "SELECT id, at, citizen, notice, kind, step, reason FROM log ORDER BY id";
        var start = Stopwatch.GetTimestamp();
        using var reader = read.ExecuteReader();
        while (reader.Read()) GC.KeepAlive((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetValue(5), reader.GetValue(6)));
        return Many / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
