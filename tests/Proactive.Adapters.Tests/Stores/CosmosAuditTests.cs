using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What somebody can do to the audit log who may write the account and has not the master key.</summary>
public sealed class CosmosAuditTests : IAsyncLifetime
{
    const int Lines = 6;

    readonly CosmosServer _server = new();
    readonly List<AuditLine> _written = [];
    readonly CosmosClient _client;

    public CosmosAuditTests() => _client = new CosmosClient(
        CosmosServer.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = _server.Client });

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Container Records => _client.GetContainer("proactive", "records");

    public async ValueTask InitializeAsync()
    {
        await using var store = await Open();
        for (var i = 1; i <= Lines; i++) _written.Add(await store.AppendAudit(new AuditEntry(Morning.AddMinutes(i), "Anna", "administrator", "unmasked", $"n-{i}", $"call {i}"), Stop));
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("a text that was edited", 3)]
    [InlineData("a text that was taken out", 6)]
    [InlineData("a time that is none", 4)]
    [InlineData("a hash that was edited", 5)]
    [InlineData("a line deleted in the middle", 3)]
    [InlineData("the first line deleted", 1)]
    [InlineData("a line put before the first", 1)]
    [InlineData("a line added at the end", 7)]
    [InlineData("the last lines cut off", 4)]
    [InlineData("everything deleted but the end", 1)]
    [InlineData("the last line cut off and the end taken away", 6)]
    [InlineData("the last line cut off and the end said to be the one before", 5)]
    [InlineData("everything deleted and the mark of the store", 1)]
    [InlineData("the last line cut off, and the end and the mark of the store taken away", 6)]
    public async Task Whatever_is_done_to_the_log_is_found_at_its_first_bad_line(string what, int line)
    {
        await Do(what);
        await using var store = await Open();
        var check = await store.VerifyAudit(Stop);
        Assert.True(!check.IsWhole, what);
        Assert.Equal((line, line - 1), (check.FirstBad, check.Lines));
        Assert.Equal(line == 1 ? AuditChain.Beginning : _written[line - 2].Hash, check.Head);

        // And a line that is added does not hide it.
        Assert.NotNull(await store.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop));
        Assert.False((await store.VerifyAudit(Stop)).IsWhole);
        Assert.Contains((await store.PageAudit(new AuditQuery(), null, 2, Stop)).Lines, l => l.Entry.What == "signed-in");
    }

    [Fact]
    public async Task The_last_line_that_somebody_deleted_is_in_the_end_still_and_comes_back()
    {
        await Delete(6);
        await using var store = await Open();
        Assert.Equal(_written, await store.ReadAudit(new AuditQuery(), Stop).ToListAsync(Stop));
        Assert.Equal(new AuditCheck(Lines, _written[^1].Hash, true), await store.VerifyAudit(Stop));
    }

    [Fact]
    public async Task A_line_whose_own_document_could_not_be_made_is_there_all_the_same()
    {
        await using var store = await Open();
        await store.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "unmasked"), Stop);
        _server.Faults = request => CosmosServer.KindOf(request) == RequestKind.Create ? Fault.Unavailable : Fault.None;
        var added = await store.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop);
        _server.Faults = null;
        Assert.Equal(added, (await store.PageAudit(new AuditQuery(), null, 1, Stop)).Lines[0]);
        Assert.Equal(new AuditCheck(Lines + 2, added.Hash, true), await store.VerifyAudit(Stop));
    }

    [Fact]
    public async Task Whoever_adds_next_keeps_the_line_of_whoever_died_before_keeping_it()
    {
        await using (var dead = await Open())
        {
            await dead.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "unmasked"), Stop);
            _server.Faults = request => CosmosServer.KindOf(request) == RequestKind.Create ? Fault.Unavailable : Fault.None;
            await dead.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop);
            _server.Faults = null;
        }

        await using var store = await Open();
        Assert.Equal(Lines + 3, (await store.AppendAudit(new AuditEntry(Morning, "Bo", "administrator", "signed-in"), Stop)).Number);
        Assert.Equal((Lines + 3, true), ((await store.VerifyAudit(Stop)).Lines, (await store.VerifyAudit(Stop)).IsWhole));
    }

    [Fact]
    public async Task Two_processes_add_to_one_chain()
    {
        await using var one = await Open();
        await using var other = await Open();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => (n % 2 == 0 ? one : other).AppendAudit(new AuditEntry(Morning, $"{n}", "administrator", "signed-in"), Stop))));
        var lines = await one.ReadAudit(new AuditQuery(), Stop).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, Lines + 40).Select(n => (long)n), lines.Select(l => l.Number));
        Assert.True((await other.VerifyAudit(Stop)).IsWhole);
    }

    Task<CosmosStore> Open() => CosmosStore.Open(
        new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = _server.Client, Tries = 1, Pause = TimeSpan.FromMilliseconds(1) }, Codec, null, Stop);

    async Task Do(string what)
    {
        switch (what)
        {
            case "a text that was edited": await Edit(3, d => d["why"] = "call 9"); break;
            case "a text that was taken out": await Edit(6, d => d.AsObject().Remove("why")); break;
            case "a time that is none": await Edit(4, d => d["at"] = "9999"); break;
            case "a hash that was edited": await Edit(5, d => d["hash"] = "x" + ((string)d["hash"]!)[1..]); break;
            case "a line deleted in the middle": await Delete(3); break;
            case "the first line deleted": await Delete(1); break;
            case "a line put before the first": await Put(Line(1), d => (d["number"], d["id"]) = (0, "0")); break;
            case "a line added at the end": await Put(Line(6), d => (d["number"], d["id"]) = (7, "0000000000000000007")); break;
            // The very last one comes back from the end; without those before it, it does not hold.
            case "the last lines cut off": await Delete(4, 5, 6); break;
            case "everything deleted but the end": await Delete(1, 2, 3, 4, 5, 6); break;
            case "the last line cut off and the end taken away":
                await Delete(6);
                await Delete("audit-end", "audit-end");
                break;
            case "the last line cut off and the end said to be the one before":
                await Delete(6);
                await Put(Document("audit-end"), d => (d["sealed"], d["last"]) = (5, Line(5)));
                break;
            case "everything deleted and the mark of the store":
                await Delete(1, 2, 3, 4, 5, 6);
                await Delete("store", "store");
                break;
            case "the last line cut off, and the end and the mark of the store taken away":
                await Delete(6);
                await Delete("audit-end", "audit-end");
                await Delete("store", "store");
                break;
            default: throw new ArgumentException(what);
        }
    }

    Task Edit(int number, Action<JsonNode> edit) => Put(Line(number), edit);

    JsonNode Line(int number) => Document(_server.Documents("proactive", "records").Select(d => JsonNode.Parse(d)!).Single(d => (string)d["kind"]! == "audit" && (int)d["number"]! == number));

    JsonNode Document(string id) => Document(_server.Documents("proactive", "records").Select(d => JsonNode.Parse(d)!).Single(d => (string)d["id"]! == id));

    static JsonNode Document(JsonNode found)
    {
        foreach (var own in found.AsObject().Where(p => p.Key.StartsWith('_')).ToList()) found.AsObject().Remove(own.Key);
        return found;
    }

    async Task Put(JsonNode document, Action<JsonNode> edit)
    {
        edit(document);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString()));
        using var answer = await Records.UpsertItemStreamAsync(body, new PartitionKey((string)document["kind"]!), null, Stop);
        answer.EnsureSuccessStatusCode();
    }

    async Task Delete(params int[] numbers)
    {
        foreach (var number in numbers) await Delete((string)Line(number)["id"]!, "audit");
    }

    async Task Delete(string id, string kind)
    {
        using var answer = await Records.DeleteItemStreamAsync(id, new PartitionKey(kind), null, Stop);
        answer.EnsureSuccessStatusCode();
    }
}
