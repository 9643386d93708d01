using System.Diagnostics;
using System.Text.Json;
using Proactive.Engine;
using Proactive.Engine.Rehearsal;

namespace Proactive.Bench;

/// <summary>Events a second, each durable with all it caused: read, evaluated, planned, encrypted, saved.</summary>
static class IntakeMeasures
{
    const int Events = 20_000;
    const int Outstanding = 2048;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    static async Task RunAsync()
    {
        var body = await BodyOfOne();
        await Rates.Print("intake.events_per_s", "1/s", TakeIn, () => Task.FromResult(UpsertBare(body)));
    }

    static async Task<double> TakeIn()
    {
        await using var town = await Town.Build(Events, new SilentChannel("email"));
        var events = Enumerable.Range(0, Events).Select(Town.Move).ToList();
        await using var intake = new Intake(town.Flow);
        var start = Stopwatch.GetTimestamp();
        var waiting = new Queue<Task<Receipt>>(Outstanding);
        foreach (var payload in events)
        {
            waiting.Enqueue(intake.Receive(payload));
            if (waiting.Count == Outstanding) Expect(await waiting.Dequeue());
        }

        while (waiting.TryDequeue(out var receipt)) Expect(await receipt);
        return Events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static void Expect(Receipt receipt)
    {
        if (receipt is not { Status: ReceiptStatus.Accepted, Notices: > 0 }) throw new InvalidOperationException($"An event was {receipt.Status}: {receipt.Rejection}");
    }

    // The bytes that the engine writes for such an event.
    static async Task<byte[]> BodyOfOne()
    {
        await using var town = await Town.Build(1, new SilentChannel("email"));
        Expect(await town.Flow.Receive(Town.Move(0)));
        var file = (await town.Store.Load([Town.Keys.Of(Town.Id(0))], default))[0].File;
        if (file.Journeys[0].Steps.Length != 5) throw new InvalidOperationException($"The measured event has {file.Journeys[0].Steps.Length} steps and not five.");
        return Town.Codec.Encode(file, file.DataKey!);
    }

    // The floor: a bare pass over each event, and as many bytes read and upserted, in as many commits.
    static double UpsertBare(byte[] body)
    {
        using var table = new BareTable(Events);
        var events = Enumerable.Range(0, Events).Select(i => (Key: Town.Keys.Of(Town.Id(i)).Value, Payload: Town.Move(i))).ToList();
        var (start, sum) = (Stopwatch.GetTimestamp(), 0L);
        foreach (var together in events.Chunk(Intake.MaxInOneCommit))
        {
            table.Begin();
            foreach (var (key, payload) in together)
            {
                var json = new Utf8JsonReader(payload.Span);
                while (json.Read()) sum++;
                sum += table.Read(key);
                table.Upsert(key, body);
            }

            table.Commit();
        }

        GC.KeepAlive(sum);
        return Events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
