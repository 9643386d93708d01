using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Sqlite;

namespace Proactive.Bench;

/// <summary>
/// What a program needs that starts over a store with a million pending reminders, all due, and sweeps: its memory at the most, and how
/// long the first send takes. In a process of its own, beside one over a store with few.
/// </summary>
static class MemoryMeasures
{
    const int Many = 1_000_000;
    const int Few = 10_000;
    const int Swept = 20_000;

    public const string Sweep = "memory-sweep";

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    static async Task RunAsync()
    {
        var few = await Measure(Few);
        var many = await Measure(Many);
        Rates.Line("memory.pending", many.Peak, "MB", few.Peak, many.Peak / few.Peak);
        Rates.Line("memory.first_send", many.FirstSend, "s", few.FirstSend, many.FirstSend / few.FirstSend);
    }

    static async Task<(double Peak, double FirstSend)> Measure(int pending)
    {
        var folder = Directory.CreateTempSubdirectory("proactive-bench-");
        try
        {
            var store = Path.Combine(folder.FullName, "proactive.db");
            await Fill(store, pending);
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Sweep, store, Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var figures = JsonSerializer.Deserialize<Dictionary<string, double>>(said) ?? throw new InvalidOperationException(said);
            return (figures["peak"], figures["first"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The same citizen file under a million keys: started, and its reminder due.
    static async Task Fill(string path, int pending)
    {
        await using var town = await Town.Build(1, new SilentChannel("email"));
        await town.Flow.Receive(Town.Move(0));
        await new TimeLapse(town.Flow, town.Store, town.Clock).Until(Town.Monday.AddHours(3));
        var file = (await town.Store.Load([Town.Keys.Of(Town.Id(0))], default))[0].File with { Version = 1, DataKey = null };
        await using var store = SqliteStore.Open(path, Town.Codec);
        foreach (var chunk in Enumerable.Range(0, pending).Chunk(512))
        {
            await store.SavePersons([.. chunk.Select(i => (Town.Keys.Of(Town.Id(i)), Town.Person(i)))], default);
            var keys = await store.Load([.. chunk.Select(i => Town.Keys.Of(Town.Id(i)))], default);
            await store.SaveFiles([.. keys.Select(k => new FileChange(file with { Key = k.Key, DataKey = k.File.DataKey }, []))], default);
        }
    }

    /// <summary>The process that is measured. Prints its figures as JSON.</summary>
    public static async Task SweepStore(string path, long began)
    {
        var first = TimeSpan.Zero;
        using var enough = new CancellationTokenSource();
        var channel = new CountingChannel(Swept, () => first = Stopwatch.GetElapsedTime(began), enough.Cancel);
        try
        {
            // Long after the reminder was due, and while it is still useful.
            await using var town = await Town.Open(path, channel, Town.Monday.AddDays(7));
            await town.Flow.DeliverDue(enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough was swept to know.
        }

        Console.WriteLine(JsonSerializer.Serialize(new { peak = Peak(), first = first.TotalSeconds }));
    }

    /// <summary>The most memory this process has had, in MB.</summary>
    public static double Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
