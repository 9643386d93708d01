using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What stands in the account: to whoever may look into it, and to the store when somebody changed it there.</summary>
public sealed class CosmosDocumentsTests
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    static readonly string[] Personal = ["Žofie Østergård", "0107801234", "zofie@example.org", "Vesterbrogade 1", "dk.secret.registry-event"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_personal_is_in_anything_that_is_sent_or_kept()
    {
        await using var world = await CosmosWorld.Begin();
        world.Server.Recording = true;
        var payload = $$"""{"id":"{{Personal[1]}}","type":"{{Personal[4]}}","data":{"name":"{{Personal[0]}}","mail":"{{Personal[2]}}","street":"{{Personal[3]}}" } }""";
        await world.Store.SavePersons([(Key(1), new Person { Id = Personal[1], Name = Personal[0], Email = Personal[2] })], Stop);
        var file = (await world.Store.Load([Key(1)], Stop))[0].File;
        var notice = DueAt(Key(1), Morning).Notices[0] with { Reason = Personal[3] };
        await world.Store.SaveFiles([new FileChange(file with { Notices = [notice], Events = [new SeenEvent("k", "f", Personal[4], default, Morning)] }, [CosmosWorld.LineOf(1, "a")])], Stop);
        await world.Store.TakeDue(Morning, 10, Lease, Stop);
        await world.Store.KeepRejected(
            [new RejectedEvent("r-1", Morning, new Rejection(RejectionReason.Conflict, Personal[3], Personal[2]), Personal[4], Personal[0], Personal[1], Encoding.UTF8.GetBytes(payload))], Stop);
        await world.Store.SaveProposal(
            new Proposal("p-1", "dk", "b", new Dictionary<string, string> { ["a"] = Personal[0] }, new Dictionary<string, string?>(), Personal[2], ProposalState.Draft, Personal[0], Morning), Stop);
        await world.Store.ListRejected(new RejectedQuery(), Stop).ToListAsync(Stop);
        await world.Store.Erase(Key(1), Morning, Stop);
        await world.Store.Reconcile(Stop);

        Assert.InRange(world.Server.Exchanges.Count, 20, 200);
        // As text, as JSON may write it, and as what a body would be in base64 at any of its three places.
        foreach (var text in Personal.SelectMany(Written))
            Assert.All(world.Server.Exchanges, sent => Assert.DoesNotContain(text, sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_data_key_of_an_erased_citizen_is_in_no_document()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        var wrapped = Convert.ToBase64String((await world.Store.Load([Key(1)], Stop))[0].File.DataKey!.Wrapped);
        Assert.Single(Everything(world), d => Base64In(d, wrapped));
        await world.Store.Erase(Key(1), Morning, Stop);
        Assert.DoesNotContain(Everything(world), d => Base64In(d, wrapped));
        var tombstone = Citizen(world, 1);
        Assert.Equal(["_etag", "erasedAt", "id", "pending", "until", "version", "writes"], tombstone.AsObject().Select(p => p.Key).Except(["_rid", "_self", "_ts", "_attachments"]).Order());
        await world.Store.Reconcile(Stop);
        Assert.Null(Citizen(world, 1)["pending"]);
        // Of a tombstone nothing is left but hashes; only they name the citizen.
        Assert.Single(Everything(world), d => d.Contains(Key(1).Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_and_rejected_events_are_kept_as_long_as_was_asked_and_erasing_does_not_keep_them_longer()
    {
        var clock = new ManualClock(Morning);
        var server = new CosmosServer(clock);
        await using var store = await CosmosStore.Open(
            new CosmosOptions { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client, LogRetention = TimeSpan.FromDays(10), RejectedRetention = TimeSpan.FromDays(40) }, Codec, clock, Stop);
        await store.SaveFiles([new FileChange(DueAt(Key(1), Morning), [CosmosWorld.LineOf(1, "a")]), new FileChange(CitizenFile.Empty(Key(2)), [CosmosWorld.LineOf(2, "b")])], Stop);
        await store.KeepRejected([new RejectedEvent("r-1", Morning, new Rejection(RejectionReason.Conflict, "", ""), null, null, null, new byte[] { 1 })], Stop);
        clock.Advance(TimeSpan.FromDays(4));
        await store.Erase(Key(1), clock.GetUtcNow(), Stop);
        Assert.Equal([(int)TimeSpan.FromDays(6).TotalSeconds, (int)TimeSpan.FromDays(10).TotalSeconds], server.Documents("proactive", "log").Select(d => (int)JsonNode.Parse(d)!["ttl"]!).Order());
        clock.Advance(TimeSpan.FromDays(6));
        Assert.Empty(await store.SearchLog(new LogQuery(), Stop).ToListAsync(Stop));
        Assert.Single(await store.ListRejected(new RejectedQuery(), Stop).ToListAsync(Stop));
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await store.ListRejected(new RejectedQuery(), Stop).ToListAsync(Stop));
        Assert.Equal(1, (await store.Load([Key(2)], Stop))[0].File.Version);
    }

    [Fact]
    public async Task Without_a_retention_nothing_ever_goes_by_itself()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        Assert.DoesNotContain(Everything(world), d => JsonNode.Parse(d)!["ttl"] is not null);
    }

    [Theory]
    [InlineData("file", "cannot be decrypted")]
    [InlineData("person", "cannot be decrypted")]
    [InlineData("dataKey", "cannot be decrypted")]
    public async Task A_damaged_citizen_is_told_of_stays_held_and_keeps_nobody_else_waiting(string body, string told)
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        await Damage(world, 1, d => d[body] = Convert.ToBase64String([.. Convert.FromBase64String((string)d[body]!).Select((b, i) => i == 20 ? (byte)~b : b)]));
        var damaged = await Assert.ThrowsAsync<StoreException>(() => world.Store.Load([Key(1)], Stop));
        Assert.Equal("load citizens", damaged.Operation);
        Assert.Contains(told, damaged.Message, StringComparison.Ordinal);

        damaged = await Assert.ThrowsAsync<StoreException>(() => world.Store.TakeDue(Morning, 10, Lease, Stop));
        Assert.Contains(told, damaged.Message, StringComparison.Ordinal);
        Assert.Equal([Key(2)], (await world.Store.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
        await Assert.ThrowsAsync<StoreException>(() => world.Store.TakeDue(Key(1), Morning + Lease, Lease, Stop));
    }

    [Fact]
    public async Task A_document_that_is_none_of_the_stores_is_told_of_as_soon_as_there_is_nobody_else()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        await Damage(world, 1, d => d["version"] = "secret");
        Assert.Equal([Key(2)], (await world.Store.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
        var damaged = await Assert.ThrowsAsync<StoreException>(() => world.Store.TakeDue(Morning, 10, Lease, Stop));
        Assert.Contains("a document is damaged at byte", damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", damaged.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_citizen_who_lost_the_data_key_is_not_given_another()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        await Damage(world, 1, d => d.AsObject().Remove("dataKey"));
        await Assert.ThrowsAsync<StoreException>(() => world.Store.SavePersons([(Key(1), new Person { Id = "2" }), (Key(2), new Person { Id = "3" })], Stop));
        Assert.Null(Citizen(world, 1)["dataKey"]);
        Assert.Equal("3", (await world.Store.Load([Key(2)], Stop))[0].Person!.Id);
    }

    [Fact]
    public async Task A_file_put_under_another_citizens_key_cannot_be_opened()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        var (file, key) = (Citizen(world, 2)["file"]!.DeepClone(), Citizen(world, 2)["dataKey"]!.DeepClone());
        await Damage(world, 1, d => (d["file"], d["dataKey"]) = (file, key));
        await Assert.ThrowsAsync<StoreException>(() => world.Store.Load([Key(1)], Stop));
    }

    [Fact]
    public async Task Saving_what_was_just_loaded_does_not_read_it_again_and_a_first_save_reads_nothing()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        var loaded = (await world.Store.Load([Key(1)], Stop))[0].File;
        var (reads, requests) = (world.Server.Requests(RequestKind.Read), world.Server.Requests());
        Assert.Empty(await world.Store.SaveFiles([new FileChange(loaded, []), new FileChange(CitizenFile.Empty(Key(3)), [])], Stop));
        Assert.Equal((reads, requests + 2), (world.Server.Requests(RequestKind.Read), world.Server.Requests()));

        // With a line and a figure: both brought, and the outbox emptied.
        var change = await world.Change(1, "c");
        requests = world.Server.Requests();
        await world.Store.SaveFiles([change], Stop);
        Assert.Equal(requests + 4, world.Server.Requests());
    }

    [Fact]
    public async Task A_rule_book_as_large_as_a_countrys_fits_in_one_document_and_the_name_of_a_note_may_be_anything()
    {
        await using var world = await CosmosWorld.Begin();
        var random = new Random(1);
        var text = string.Join('\n', Enumerable.Range(0, 60_000).Select(n => $"steps: {random.Next(99999)} when: event.data.municipality == '{n % 99}' # æ"));
        var files = new ContentFolder("rules", new Dictionary<string, string> { ["a.yaml"] = text });
        await world.Store.KeepRuleBook(files, Stop);
        Assert.Equal(text, (await world.Store.FindRuleBook(files.Hash, Stop))!.Texts["a.yaml"]);
        Assert.InRange(Everything(world).Max(d => d.Length), 100_000, 1_900_000);

        foreach (var name in new[] { "volume dk.cpr/person?moved#v1\\ø", "~0041", "A", "a" }) await world.Store.KeepNote(name, $"of {name}", Stop);
        foreach (var name in new[] { "volume dk.cpr/person?moved#v1\\ø", "~0041", "A", "a" }) Assert.Equal($"of {name}", await world.Store.FindNote(name, Stop));
    }

    static IEnumerable<string> Written(string text)
    {
        yield return text;
        yield return System.Text.Json.JsonSerializer.Serialize(text).Trim('"');
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var before = 0; before < 3; before++)
        {
            // Without the characters that the bytes around it have a part in.
            var coded = Convert.ToBase64String([.. new byte[before], .. bytes])[(before == 0 ? 0 : 4)..].TrimEnd('=');
            yield return coded[..^2];
        }
    }

    static bool Base64In(string document, string text) => document.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase).Contains(text, StringComparison.Ordinal);

    static IEnumerable<string> Everything(CosmosWorld world) => new[] { "citizens", "log", "rejected", "records" }.SelectMany(c => world.Server.Documents("proactive", c));

    static JsonNode Citizen(CosmosWorld world, int number) => world.Server.Documents("proactive", "citizens").Select(d => JsonNode.Parse(d)!).Single(d => (string)d["id"]! == Key(number).Value);

    static async Task Damage(CosmosWorld world, int number, Action<JsonNode> damage)
    {
        var document = Citizen(world, number);
        damage(document);
        using var client = new CosmosClient(CosmosServer.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = world.Server.Client });
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString()));
        using var answer = await client.GetContainer("proactive", "citizens").ReplaceItemStreamAsync(body, Key(number).Value, new PartitionKey(Key(number).Value), null, Stop);
        answer.EnsureSuccessStatusCode();
    }
}
