using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>The test server answers the service's own client as the service does: queries, most of them over two physical partitions.</summary>
public sealed class CosmosQueryTests
{
    static readonly string[] Towns = ["Aarhus", "Brno", "Odense", "Ostrava", "Praha", "Vejle"];

    [Fact]
    public async Task The_documents_lie_in_both_physical_partitions_and_each_where_the_client_looks_for_it()
    {
        using var parcels = await Filled(new CosmosServer());
        var ranges = await parcels.Container.GetFeedRangesAsync();
        Assert.Equal(2, ranges.Count);
        var found = new List<int>();
        foreach (var range in ranges)
        {
            using var pages = parcels.Container.GetItemQueryIterator<Parcel>(range, new QueryDefinition("SELECT * FROM c"));
            var count = 0;
            while (pages.HasMoreResults) count += (await pages.ReadNextAsync()).Count;
            found.Add(count);
        }

        Assert.Equal((60, true), (found.Sum(), found.All(n => n > 0)));
        // For this the client works out itself in which physical partition each of them lies.
        var many = await parcels.Container.ReadManyItemsAsync<Parcel>([.. All().Select(p => (p.id, new PartitionKey(p.town)))]);
        Assert.Equal(60, many.Count);
        foreach (var town in Towns) Assert.Equal([10], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c"), town: town));
    }

    [Theory]
    [InlineData("ASC", 1, null)]
    [InlineData("DESC", 1, null)]
    [InlineData("ASC", 7, null)]
    [InlineData("DESC", 7, null)]
    [InlineData("ASC", 7, 3)]
    [InlineData("DESC", 1000, 5)]
    [InlineData("ASC", null, null)]
    public async Task What_is_sorted_comes_merged_out_of_all_partitions(string direction, int? size, int? looks)
    {
        using var parcels = await Filled(new CosmosServer { LooksPerPage = looks });
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.due < @end AND c.due >= @start ORDER BY c.due {direction}").WithParameter("@start", "d05").WithParameter("@end", "d50");
        var found = (await parcels.All<Parcel>(query, size)).Select(p => p.due);
        var expected = Enumerable.Range(5, 45).Select(n => $"d{n:00}");
        Assert.Equal(direction == "ASC" ? expected : expected.Reverse(), found);
    }

    [Theory, InlineData("ASC"), InlineData("DESC")]
    public async Task A_reading_goes_on_where_another_client_left_off_though_the_documents_there_are_gone(string direction)
    {
        var server = new CosmosServer();
        using var parcels = await Filled(server, same: true);
        var query = new QueryDefinition($"SELECT * FROM c ORDER BY c.due {direction}");
        var (seen, token) = (new List<string>(), (string?)null);
        do
        {
            using var again = await Parcels.Open(server);
            using var pages = again.Container.GetItemQueryIterator<Parcel>(query, token, new QueryRequestOptions { MaxItemCount = 4 });
            var page = await pages.ReadNextAsync();
            seen.AddRange(page.Select(p => p.id));
            token = page.ContinuationToken;
            foreach (var gone in page) await parcels.Container.DeleteItemAsync<Parcel>(gone.id, new PartitionKey(gone.town));
        }
        while (token is not null);
        Assert.Equal(All().Select(p => p.id).Order(), seen.Order());
    }

    [Fact]
    public async Task A_page_may_be_empty_and_not_the_last()
    {
        using var parcels = await Filled(new CosmosServer { LooksPerPage = 4 });
        var pages = await parcels.Pages<Parcel>(new QueryDefinition("SELECT * FROM c WHERE c.weight = 59"));
        Assert.Equal("p59", Assert.Single(pages.SelectMany(p => p)).id);
        Assert.True(pages.FindIndex(p => p.Count > 0) > 0);
        Assert.Equal([60], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c")));
    }

    [Theory]
    [InlineData("c.weight >= 10 AND c.weight < 13", "p10 p11 p12")]
    [InlineData("c.weight = 10 OR c.weight = 11 AND c.town = \"nowhere\"", "p10")]
    [InlineData("STARTSWITH(c.due, @x)", "p10 p11 p12 p13 p14 p15 p16 p17 p18 p19")]
    [InlineData("ARRAY_CONTAINS(c.tags, \"t7\")", "p07")]
    [InlineData("NOT (ARRAY_CONTAINS(c.tags, \"odd\") OR c.weight > 4)", "p00 p02 p04")]
    [InlineData("c.id IN ('p01', 'p02')", "p01 p02")]
    [InlineData("NOT IS_DEFINED(c.tags)", "")]
    [InlineData("IS_DEFINED(c.none)", "")]
    [InlineData("c.none != 1", "")]
    [InlineData("NOT (c.none = 1)", "")]
    [InlineData("c.weight < \"5\"", "")]
    public async Task Conditions_are_understood_as_the_service_does(string condition, string expected)
    {
        using var parcels = await Filled(new CosmosServer());
        var query = new QueryDefinition($"SELECT c.id FROM c WHERE {condition}").WithParameter("@x", "d1");
        Assert.Equal(expected, string.Join(' ', (await parcels.All<Parcel>(query)).Select(p => p.id).Order()));
        var count = new QueryDefinition($"SELECT VALUE COUNT(1) FROM c WHERE {condition}").WithParameter("@x", "d1");
        Assert.Equal([expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length], await parcels.All<int>(count));
    }

    [Fact]
    public async Task Only_what_is_indexed_sorts_and_what_is_not_costs_a_scan_to_find()
    {
        using var parcels = await Filled(new CosmosServer());
        Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c ORDER BY c.weight"))));
        await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c WHERE c.due = 'd01' AND ARRAY_CONTAINS(c.tags, 'odd') AND c.id = 'p01' ORDER BY c.due"));
        Assert.Empty(parcels.Server.Scans);
        await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c WHERE c.weight = 1"), town: "Brno");
        Assert.Equal("/weight/?", Assert.Single(parcels.Server.Scans).Key);
    }

    [Fact]
    public async Task What_it_does_not_understand_it_refuses()
    {
        using var parcels = await Filled(new CosmosServer());
        foreach (var query in new[] { "SELECT DISTINCT c.town FROM c", "SELECT * FROM c WHERE LOWER(c.id) = 'x'", "SELECT * FROM c WHERE c.id = @none", "SELECT * FROM c ORDER BY c.due, c.town", "SELECT * FROM c OFFSET 1 LIMIT 2" })
            Assert.Equal(HttpStatusCode.BadRequest, await Parcels.Refused(() => parcels.All<Parcel>(new QueryDefinition(query))));
    }

    [Theory, InlineData(1), InlineData(5)]
    public async Task A_container_may_have_one_physical_partition_or_many(int partitions)
    {
        using var parcels = await Filled(new CosmosServer { Partitions = partitions });
        Assert.Equal(Enumerable.Range(0, 60).Select(n => $"p{n:00}"), (await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c ORDER BY c.due"), 7)).Select(p => p.id));
        Assert.Equal([60], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c")));
        Assert.Equal(10, (await parcels.All<Parcel>(new QueryDefinition("SELECT * FROM c ORDER BY c.due"), 3, "Praha")).Count);
    }

    static IEnumerable<Parcel> All(bool same = false) => Enumerable.Range(0, 60)
        .Select(n => new Parcel($"p{n:00}", Towns[n % Towns.Length], same ? $"d{n / 20}" : $"d{n:00}", n, [$"t{n}", n % 2 == 0 ? "even" : "odd"]));

    static async Task<Parcels> Filled(CosmosServer server, bool same = false)
    {
        var parcels = await Parcels.Open(server);
        foreach (var parcel in All(same)) await parcels.Create(parcel);
        return parcels;
    }
}
