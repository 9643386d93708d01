using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>The test server answers the service's own client as the service does: single documents.</summary>
public sealed class CosmosDocumentTests
{
    static readonly Parcel One = new("p1", "Aarhus", "2026-11-21", 3);

    [Fact]
    public async Task A_document_is_made_read_replaced_and_deleted_each_time_with_another_etag()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        var created = await parcels.Create(One);
        Assert.Equal((HttpStatusCode.Created, null), (created.StatusCode, created.Resource));

        var read = await parcels.Read(One);
        Assert.Equal((One, created.ETag), (read.Resource, read.ETag));

        var replaced = await parcels.Replace(One with { weight = 4 }, read.ETag);
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.NotEqual(read.ETag, replaced.ETag);
        Assert.Equal(4, (await parcels.Read(One)).Resource.weight);

        await parcels.Container.DeleteItemAsync<Parcel>("p1", new PartitionKey("Aarhus"), new ItemRequestOptions { IfMatchEtag = replaced.ETag });
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Read(One)));
    }

    [Fact]
    public async Task What_another_changed_meanwhile_is_not_overwritten_deleted_or_made_again()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        var old = (await parcels.Create(One)).ETag;
        await parcels.Replace(One with { weight = 4 }, old);

        var match = new ItemRequestOptions { IfMatchEtag = old };
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Replace(One, old)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Container.UpsertItemAsync(One, new PartitionKey("Aarhus"), match)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Container.DeleteItemAsync<Parcel>("p1", new PartitionKey("Aarhus"), match)));
        Assert.Equal(HttpStatusCode.Conflict, await Parcels.Refused(() => parcels.Create(One)));
        Assert.Equal(4, (await parcels.Read(One)).Resource.weight);
    }

    [Fact]
    public async Task What_is_not_there_is_not_replaced_or_deleted()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Replace(One, "\"x\"")));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Container.DeleteItemAsync<Parcel>("p1", new PartitionKey("Aarhus"))));
    }

    [Fact]
    public async Task Of_many_who_replace_the_same_document_at_once_one_wins()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        var etag = (await parcels.Create(One)).ETag;
        var won = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            try
            {
                await parcels.Replace(One with { weight = 100 + i }, etag);
                return 100 + i;
            }
            catch (CosmosException overtaken) when (overtaken.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return 0;
            }
        }));
        Assert.Equal((await parcels.Read(One)).Resource.weight, won.Single(w => w > 0));
    }

    [Fact]
    public async Task The_same_id_may_be_in_two_partitions_and_an_upsert_makes_or_replaces()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        var brno = One with { town = "Brno" };
        Assert.Equal(HttpStatusCode.Created, (await parcels.Container.UpsertItemAsync(One, new PartitionKey("Aarhus"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await parcels.Container.UpsertItemAsync(brno, new PartitionKey("Brno"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await parcels.Container.UpsertItemAsync(brno with { weight = 9 }, new PartitionKey("Brno"))).StatusCode);
        Assert.Equal((3, 9), ((await parcels.Read(One)).Resource.weight, (await parcels.Read(brno)).Resource.weight));
    }

    [Fact]
    public async Task What_the_service_does_not_take_is_refused()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        Task Create(Parcel parcel, string? key = null) => parcels.Container.CreateItemAsync(parcel, new PartitionKey(key ?? parcel.town));

        foreach (var id in new[] { "a/b", "a\\b", "a?b", "a#b", "a ", "", new string('x', 1024) })
            Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => Create(One with { id = id })));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => Create(One, key: "Brno")));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => Create(One with { ttl = 0 })));
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => Create(One with { town = new string('x', 2049) })));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Parcels.Refused(() => Create(One with { due = new string('x', 2 * 1024 * 1024) })));
        Assert.Empty(parcels.Server.Documents("post", "parcels"));
        await Create(One with { due = new string('x', 2 * 1024 * 1024 - 200) });
    }

    [Fact]
    public async Task What_a_number_has_more_than_a_double_holds_is_lost()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        await parcels.Container.CreateItemAsync(new { id = "n", town = "Aarhus", ticks = 639_000_000_000_000_001 }, new PartitionKey("Aarhus"));
        Assert.Contains("\"ticks\":639000000000000000,", Assert.Single(parcels.Server.Documents("post", "parcels")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_live_as_long_as_they_say_and_for_good_if_they_say_nothing()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        using var parcels = await Parcels.Open(new CosmosServer(clock));
        await parcels.Create(One with { ttl = 60 });
        await parcels.Create(One with { id = "p2" });
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, (await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c"))).Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Read(One)));
        Assert.Equal("p2", Assert.Single(await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c"))).id);
        await parcels.Create(One);
    }

    [Fact]
    public async Task A_container_is_read_back_as_it_was_made_and_changed()
    {
        using var parcels = await Parcels.Open(new CosmosServer());
        var read = (await parcels.Container.ReadContainerAsync()).Resource;
        Assert.Equal(("parcels", "/town", -1), (read.Id, read.PartitionKeyPath, read.DefaultTimeToLive));
        Assert.Equal(["/due/?", "/tags/[]/?"], read.IndexingPolicy.IncludedPaths.Select(p => p.Path));
        Assert.Equal(["/*"], read.IndexingPolicy.ExcludedPaths.Select(p => p.Path));

        read.DefaultTimeToLive = 5;
        await parcels.Container.ReplaceContainerAsync(read);
        Assert.Equal(5, (await parcels.Container.ReadContainerAsync()).Resource.DefaultTimeToLive);
        var again = await parcels.Container.Database.CreateContainerIfNotExistsAsync(Parcels.Properties());
        Assert.Equal((HttpStatusCode.OK, 5), (again.StatusCode, again.Resource.DefaultTimeToLive));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Container.Database.GetContainer("none").ReadContainerAsync()));
    }

    [Fact]
    public async Task Every_request_can_be_read_afterwards()
    {
        using var parcels = await Parcels.Open(new CosmosServer { Recording = true });
        await parcels.Create(One);
        Assert.Contains(parcels.Server.Exchanges, e => e.StartsWith("POST http://cosmos.test/dbs/post/colls/parcels/docs\n", StringComparison.Ordinal) && e.Contains("\"due\":\"2026-11-21\"", StringComparison.Ordinal));
        Assert.Equal((1, 0), (parcels.Server.Requests(RequestKind.Create), parcels.Server.Requests(RequestKind.Upsert)));
    }
}
