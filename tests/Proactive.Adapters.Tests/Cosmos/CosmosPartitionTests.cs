using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>Queries of the test server over several physical partitions, whose answers the client puts together, and over an index.</summary>
public sealed class CosmosPartitionTests
{
    [Fact]
    public async Task The_documents_lie_in_both_physical_partitions_and_each_where_the_client_looks_for_it()
    {
        using var parcels = await Filled(new CosmosServer());
        var ranges = await parcels.Container.GetFeedRangesAsync();
        Assert.Equal(2, ranges.Count);
        foreach (var range in ranges)
        {
            using var pages = parcels.Container.GetItemQueryIterator<Parcel>(range, new QueryDefinition("SELECT * FROM c"));
            Assert.InRange((await pages.ReadNextAsync()).Count, 1, 59);
        }

        // For this the client works out itself in which physical partition each of them lies.
        var many = await parcels.Container.ReadManyItemsAsync<Parcel>([.. Parcels.Sixty().Select(p => (p.Id, new PartitionKey(p.Town)))]);
        Assert.Equal(60, many.Count);
    }

    [Theory, InlineData("ASC"), InlineData("DESC")]
    public async Task A_reading_goes_on_though_the_documents_at_which_it_left_off_are_gone(string direction)
    {
        using var parcels = await Filled(new CosmosServer(), sameDay: true);
        var (seen, token) = (new List<string>(), (string?)null);
        do
        {
            using var pages = parcels.Container.GetItemQueryIterator<Parcel>(new QueryDefinition($"SELECT * FROM c ORDER BY c.due {direction}"), token, new QueryRequestOptions { MaxItemCount = 4 });
            var page = await pages.ReadNextAsync();
            seen.AddRange(page.Select(p => p.Id));
            token = page.ContinuationToken;
            foreach (var gone in page) await parcels.Delete(gone);
        }
        while (token is not null);
        Assert.Equal(Parcels.Sixty().Select(p => p.Id), seen.Order());
    }

    [Theory, InlineData("ASC"), InlineData("DESC")]
    public async Task What_is_not_there_sorts_before_everything(string direction)
    {
        using var parcels = await Filled(new CosmosServer());
        for (var n = 0; n < 9; n++) await parcels.Create(new Parcel($"q{n}", $"town {n}"));
        var days = (await parcels.All($"SELECT * FROM c ORDER BY c.due {direction}", 4)).Select(p => p.Due ?? "").ToList();
        Assert.Equal(69, days.Count);
        Assert.Equal(direction == "ASC" ? days.Order() : days.OrderDescending(), days);
    }

    [Theory, InlineData(3), InlineData(1)]
    public async Task A_page_may_be_empty_and_not_the_last(int looks)
    {
        using var parcels = await Filled(new CosmosServer { LooksPerPage = looks });
        var pages = await parcels.Pages<Parcel>(new QueryDefinition("SELECT * FROM c WHERE c.weight = 59"));
        Assert.Equal("p59", Assert.Single(pages.SelectMany(p => p)).Id);
        Assert.True(pages.FindIndex(p => p.Count > 0) > 0);
        Assert.Equal(Enumerable.Range(30, 30).Select(n => n), (await parcels.All("SELECT * FROM c WHERE c.weight >= 30 ORDER BY c.due", 7)).Select(p => p.Weight));
        Assert.Equal([60], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c")));
    }

    [Theory, InlineData(1), InlineData(5)]
    public async Task A_container_may_have_one_physical_partition_or_many(int partitions)
    {
        using var parcels = await Filled(new CosmosServer { Partitions = partitions });
        Assert.Equal(Parcels.Sixty().Select(p => p.Id), (await parcels.All("SELECT * FROM c ORDER BY c.due", 7)).Select(p => p.Id));
        Assert.Equal([60], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c")));
    }

    [Fact]
    public async Task Only_what_is_indexed_sorts_and_what_is_not_costs_a_scan_to_find()
    {
        var server = new CosmosServer();
        using var parcels = await Filled(server);
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.All("SELECT * FROM c ORDER BY c.weight")));
        await parcels.All("SELECT * FROM c WHERE c.due = 'd01' AND ARRAY_CONTAINS(c.tags, 'odd') AND c.id = 'p01' ORDER BY c.due");
        Assert.Empty(server.Scans);
        await parcels.All("SELECT * FROM c WHERE c.weight = 1", town: "Brno");
        Assert.Equal("/weight/?", Assert.Single(server.Scans).Key);
    }

    [Theory]
    [InlineData("SELECT DISTINCT c.town FROM c"), InlineData("SELECT * FROM c WHERE LOWER(c.id) = 'x'"), InlineData("SELECT * FROM c WHERE c.id = @none")]
    [InlineData("SELECT * FROM c ORDER BY c.due, c.town"), InlineData("SELECT * FROM c OFFSET 1 LIMIT 2"), InlineData("SELECT * FROM c WHERE"), InlineData("SELECT *")]
    public async Task What_it_does_not_understand_it_refuses(string query)
    {
        using var parcels = await Filled(new CosmosServer());
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.All(query)));
    }

    static async Task<Parcels> Filled(CosmosServer server, bool sameDay = false) => await (await Parcels.Open(server)).With(Parcels.Sixty(sameDay));
}
