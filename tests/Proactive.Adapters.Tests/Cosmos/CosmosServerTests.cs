using System.Net;
using Azure.Core;
using Microsoft.Azure.Cosmos;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>The test server does what the client needs, and refuses what the service refuses.</summary>
public sealed class CosmosServerTests : CosmosCompliance
{
    static readonly Parcel One = new("p1", "Aarhus", "2026-11-21", 3);

    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
    readonly CosmosServer _server;

    public CosmosServerTests() => _server = new CosmosServer(_clock) { Recording = true };

    private protected override Task<Parcels> Open() => Parcels.Open(_server);

    [Theory]
    [InlineData("a/b"), InlineData("a\\b"), InlineData("a?b"), InlineData("a#b"), InlineData("a "), InlineData("")]
    public async Task An_id_that_the_service_does_not_take_is_refused(string id)
    {
        using var parcels = await Open();
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.Create(One with { Id = id })));
        Assert.Empty(_server.Documents("post", "parcels"));
    }

    [Fact]
    public async Task A_document_that_the_service_does_not_take_is_refused()
    {
        using var parcels = await Open();
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.Container.CreateItemAsync(One, new PartitionKey("Brno"))));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.Create(One with { TimeToLive = 0 })));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.Create(One with { Id = new string('x', 1024) })));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.Create(One with { Town = new string('x', 2049) })));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Parcels.Refused(() => parcels.Create(One with { Due = new string('x', 2 * 1024 * 1024) })));
        Assert.Empty(_server.Documents("post", "parcels"));
        await parcels.Create(One with { Due = new string('x', 2 * 1024 * 1024 - 200) });
    }

    [Fact]
    public async Task After_a_write_the_document_does_not_come_back_unless_it_is_wanted()
    {
        using var parcels = await Open();
        Assert.Null((await parcels.Create(One)).Resource);
        var wanted = new ItemRequestOptions { EnableContentResponseOnWrite = true };
        Assert.Equal(One, (await parcels.Container.UpsertItemAsync(One, new PartitionKey("Aarhus"), wanted)).Resource);
    }

    [Fact]
    public async Task What_a_number_has_more_than_a_double_holds_is_lost()
    {
        using var parcels = await Open();
        await parcels.Container.CreateItemAsync(new { id = "n", town = "Aarhus", ticks = 639_000_000_000_000_001 }, new PartitionKey("Aarhus"));
        Assert.Contains("\"ticks\":639000000000000000,", Assert.Single(_server.Documents("post", "parcels")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_live_as_long_as_they_say_and_for_good_if_they_say_nothing()
    {
        using var parcels = await Open();
        await parcels.Create(One with { TimeToLive = 60 });
        await parcels.Create(One with { Id = "p2" });
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, (await parcels.All("SELECT * FROM c")).Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Read(One)));
        Assert.Equal("p2", Assert.Single(await parcels.All("SELECT * FROM c")).Id);
        await parcels.Create(One);
    }

    [Fact]
    public async Task A_managed_identity_reads_and_writes_documents_and_makes_no_containers()
    {
        using var owner = await Open();
        var connection = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = _server.Client };
        using var client = new CosmosClient("http://cosmos.test/", DelegatedTokenCredential.Create((_, _) => new AccessToken("token", DateTimeOffset.MaxValue)), connection);
        var parcels = client.GetContainer("post", "parcels");
        await parcels.CreateItemAsync(new { id = "p1", town = "Brno" }, new PartitionKey("Brno"));
        Assert.Equal("parcels", (await parcels.ReadContainerAsync()).Resource.Id);
        Assert.Equal(HttpStatusCode.Forbidden, await Parcels.Refused(() => parcels.Database.CreateContainerAsync("more", "/id")));
        Assert.Equal(HttpStatusCode.Forbidden, await Parcels.Refused(() => client.CreateDatabaseAsync("more")));
        Assert.Equal(HttpStatusCode.Forbidden, await Parcels.Refused(() => parcels.DeleteContainerAsync()));
    }

    [Fact]
    public async Task Every_request_can_be_read_afterwards()
    {
        using var parcels = await Open();
        await parcels.Create(One);
        Assert.Contains(_server.Exchanges, e => e.StartsWith("POST http://cosmos.test/dbs/post/colls/parcels/docs\n", StringComparison.Ordinal) && e.Contains("\"due\":\"2026-11-21\"", StringComparison.Ordinal));
        Assert.Equal((1, 0), (_server.Requests(RequestKind.Create), _server.Requests(RequestKind.Upsert)));
    }
}
