using System.Globalization;
using Proactive.Cosmos;
using Proactive.Engine.Rehearsal;
using Proactive.Testing;
using Proactive.Testing.Cosmos;
using Proactive.Testing.Year;

namespace Proactive.Adapters.Tests;

/// <summary>
/// Simulated years over Cosmos DB: requests are throttled, get lost, or are carried out and their answers get lost, and the process dies
/// between any two of them. A year that fails prints its seed; <c>SIMULATION_SEED</c> lives it again, <c>SIMULATION_YEARS</c> says how many.
/// </summary>
public sealed class CosmosYearTests(ITestOutputHelper output)
{
    const int Years = 24;
    const int Chunks = 4;
    const string Process = "x-process";

    public static TheoryData<int> Chunk => [.. Enumerable.Range(0, Chunks)];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Chunk))]
    public async Task Whatever_breaks_between_the_program_and_the_service_nothing_is_lost_and_nobody_is_told_twice(int chunk)
    {
        var seeds = Number("SIMULATION_SEED", -1) is >= 0 and var one ? Enumerable.Repeat(one, chunk == 0 ? 1 : 0) : Enumerable.Range(0, Number("SIMULATION_YEARS", Years)).Where(s => s % Chunks == chunk);
        var (years, crashes, sent, requests) = (0, 0, 0, 0);
        foreach (var seed in seeds)
        {
            CosmosServer? server = null;
            await using var year = await SimulatedYear.Live(seed, people: 12, events: 25, (chaos, clock) => OnCosmos(server = new CosmosServer(), chaos));
            await Check(seed, year);
            (years, crashes, sent, requests) = (years + 1, crashes + year.Crashes, sent + year.Accepted.Count, requests + server!.Requests());
        }

        output.WriteLine($"{years} years, {crashes} crashes, {sent} messages, {requests} requests");
    }

    static async Task Check(int seed, SimulatedYear year)
    {
        await ((CosmosStore)year.Store).Reconcile(Stop);
        var breaches = (await Invariants.Breaches(year)).ToList();
        var before = year.Accepted.Count;
        await year.Replay();
        breaches.AddRange(year.Accepted.Skip(before).Select(a => $"I7: the whole input once more sent notice {a.NoticeId} to {a.Person.Id}"));
        Assert.True(breaches.Count == 0, $"seed {seed}: {breaches.Count} breaches. Live it again with SIMULATION_SEED={seed}\n{string.Join('\n', breaches.Take(10))}");
    }

    static async Task<YearStore> OnCosmos(CosmosServer server, Chaos chaos)
    {
        server.Faults = request => request.Headers.Contains(Process) ? Strike(chaos) : Fault.None;
        return new YearStore(await Open(server.Client), async () => await Open(() =>
        {
            var client = server.Client();
            client.DefaultRequestHeaders.Add(Process, "lives");
            return client;
        }));
    }

    static Task<CosmosStore> Open(Func<HttpClient> client) => CosmosStore.Open(
        new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = client, Pause = TimeSpan.FromMilliseconds(1), AtOnce = 1 }, CitizenFiles.Codec, cancellation: Stop);

    static Fault Strike(Chaos chaos)
    {
        var wasDead = chaos.Dead;
        try
        {
            chaos.CrashPoint(0.002);
        }
        catch (CrashException) when (!wasDead && chaos.Next(2) == 0)
        {
            // It died after the request had gone out.
            return Fault.LostAnswer;
        }

        return chaos switch
        {
            // Asked to wait no time at all, the client would wait five seconds.
            _ when chaos.Strikes(0.01) => Fault.Throttled(TimeSpan.FromMilliseconds(1)),
            _ when chaos.Strikes(0.01) => Fault.LostAnswer,
            _ when chaos.Strikes(0.005) => Fault.LostRequest,
            _ when chaos.Strikes(0.005) => Fault.Unavailable,
            _ => Fault.None,
        };
    }

    static int Number(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
