using System.Text;
using System.Text.RegularExpressions;
using Proactive.Cosmos;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>What an event and a message ask of Cosmos DB: <c>deploy/README.md</c> works out from it what they cost, and where a tier ends.</summary>
public sealed class CosmosCostTests
{
    const int Citizens = 100;
    const int Batch = 10;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_and_a_message_cost_what_the_deployment_says()
    {
        var server = new CosmosServer();
        await using var store = await Open(server);
        var (keys, clock, mail) = (new CitizenKeys(new byte[32]), new SimulatedClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero)), new RecordingChannel());
        var flow = new Flow(await RuleBooks.Begin(store, Repository.RuleBook, Repository.RuleFolder, Stop), Repository.Templates, store, [mail], keys, clock);
        var everybody = Enumerable.Range(0, Citizens).Select(i => Scenario.Adult() with { Id = $"p-{i}" }).ToList();
        await store.SavePersons([.. everybody.Select(p => (keys.Of(p.Id), p))], Stop);
        await flow.DeliverDue(Stop);
        server.Recording = true;
        server.Exchanges.Clear();

        foreach (var events in everybody.Select(Moved).Chunk(Batch)) await flow.Receive(events, Stop);
        await store.Reconcile(Stop);
        AssertCounts(server, reads: 1, inserts: 1.1, replaces: 3.2);

        clock.MoveTo(clock.GetUtcNow() + TimeSpan.FromHours(2));
        foreach (var person in everybody) await flow.DeliverDue(keys.Of(person.Id), Stop);
        await store.Reconcile(Stop);
        Assert.Equal(Citizens, mail.Messages.Count);
        AssertCounts(server, reads: 3, inserts: 2, replaces: 5);
        Assert.InRange(server.Documents("proactive", "citizens").Average(d => d.Length), 1500, 2100);
        Assert.InRange(server.Documents("proactive", "log").Average(d => d.Length), 350, 500);
    }

    // What the deployment has people put into a store that was restored, before anything opens it.
    [Fact]
    public async Task The_hold_of_the_restore_is_one_and_nothing_is_sent()
    {
        var server = new CosmosServer();
        await using (await Open(server)) { }
        var item = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/README.md"), Stop), """^ +(\{ "id": "hold".*\})$""", RegexOptions.Multiline).Groups[1].Value;
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://cosmos.test/dbs/proactive/colls/records/docs") { Content = new StringContent(item) };
        foreach (var (name, value) in new[] { ("Authorization", "type"), ("x-ms-version", "2018-12-31"), ("x-ms-documentdb-partitionkey", """["note"]""") }) request.Headers.TryAddWithoutValidation(name, value);
        Assert.Equal(System.Net.HttpStatusCode.Created, (await client.SendAsync(request, Stop)).StatusCode);

        await using var restored = await Open(server);
        var hold = await new Holds(restored, TimeProvider.System, watchClock: false).Current(Stop);
        Assert.Equal(new Hold("restored-backup", new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero)), hold);
    }

    static Task<CosmosStore> Open(CosmosServer server) =>
        CosmosStore.Open(new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client }, CitizenFiles.Codec, cancellation: Stop);

    static ReadOnlyMemory<byte> Moved(Person person) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"move-{{person.Id}}","source":"urn:test","type":"dk.cpr.person-moved.v1","subject":"{{person.Id}}","data":{"movedOn":"2026-11-08","from":{"municipality":"0101"},"to":{"municipality":"0751"} } }""");

    // For each citizen; the few requests of a whole round do not count much.
    static void AssertCounts(CosmosServer server, double reads, double inserts, double replaces)
    {
        var asked = server.Exchanges.ToList();
        server.Exchanges.Clear();
        double Count(string method, Func<string, bool> also) => asked.Count(a => a.StartsWith($"{method} ", StringComparison.Ordinal) && a.Contains("/docs", StringComparison.Ordinal) && also(a)) / (double)Citizens;
        static bool Says(string asked, string header) => asked.Contains($"{header}: True", StringComparison.OrdinalIgnoreCase);

        Assert.Equal(reads, Count("GET", _ => true), 0.1);
        Assert.Equal(inserts, Count("POST", a => !Says(a, "isquery") && !Says(a, "is-query-plan-request") && !Says(a, "is-upsert")), 0.1);
        Assert.Equal(replaces, Count("PUT", _ => true) + Count("POST", a => Says(a, "is-upsert")), 0.2);
    }
}
