using Microsoft.Azure.Cosmos;

namespace Proactive.Adapters.Tests;

public abstract partial class CosmosCompliance
{
    [Theory]
    [InlineData("ASC", 1), InlineData("DESC", 1), InlineData("ASC", 7), InlineData("DESC", 7), InlineData("ASC", 1000), InlineData("DESC", null)]
    public async Task What_is_sorted_comes_in_its_order_on_as_many_pages_as_it_takes(string direction, int? size)
    {
        using var parcels = await (await Open()).With(Parcels.Sixty());
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.due < @end AND c.due >= @start ORDER BY c.due {direction}").WithParameter("@start", "d05").WithParameter("@end", "d50");
        var found = (await parcels.All<Parcel>(query, size)).Select(p => p.Due);
        var expected = Enumerable.Range(5, 45).Select(n => $"d{n:00}");
        Assert.Equal(direction == "ASC" ? expected : expected.Reverse(), found);
    }

    [Theory, InlineData("ASC"), InlineData("DESC")]
    public async Task A_reading_goes_on_where_another_client_left_off(string direction)
    {
        using var first = await (await Open()).With(Parcels.Sixty(sameDay: true));
        var (seen, token) = (new List<Parcel>(), (string?)null);
        do
        {
            using var again = await Open();
            using var pages = again.Container.GetItemQueryIterator<Parcel>(new QueryDefinition($"SELECT * FROM c ORDER BY c.due {direction}"), token, new QueryRequestOptions { MaxItemCount = 4 });
            var page = await pages.ReadNextAsync();
            seen.AddRange(page);
            token = page.ContinuationToken;
        }
        while (token is not null);
        Assert.Equal(Parcels.Sixty().Select(p => p.Id), seen.Select(p => p.Id).Order());
        var days = Enumerable.Range(0, 60).Select(n => $"d{n / 20}");
        Assert.Equal(direction == "ASC" ? days : days.Reverse(), seen.Select(p => p.Due));
    }

    [Theory]
    [InlineData("c.weight >= 10 AND c.weight < 13", "p10 p11 p12")]
    [InlineData("c.weight = 10 OR c.weight = 11 AND c.town = \"nowhere\"", "p10")]
    [InlineData("(c.weight = 10 OR c.weight = 11) AND c.town != @x", "p10 p11")]
    [InlineData("STARTSWITH(c.due, @x)", "p10 p11 p12 p13 p14 p15 p16 p17 p18 p19")]
    [InlineData("ARRAY_CONTAINS(c.tags, \"t7\")", "p07")]
    [InlineData("NOT (ARRAY_CONTAINS(c.tags, \"odd\") OR c.weight > 4)", "p00 p02 p04")]
    [InlineData("c.id IN ('p01', 'p02')", "p01 p02")]
    [InlineData("NOT IS_DEFINED(c.tags)", "")]
    [InlineData("IS_DEFINED(c.none)", "")]
    [InlineData("c.none != 1", "")]
    [InlineData("c.none < 1", "")]
    [InlineData("NOT (c.none = 1)", "")]
    [InlineData("NOT IS_DEFINED(c.none) AND c.weight < 2", "p00 p01")]
    [InlineData("(NOT IS_DEFINED(c.none) OR c.none <= 1) AND c.weight < 2", "p00 p01")]
    [InlineData("c.weight < \"5\"", "")]
    public async Task Conditions_mean_what_they_mean_to_the_service(string condition, string expected)
    {
        using var parcels = await (await Open()).With(Parcels.Sixty());
        QueryDefinition Query(string select) => new QueryDefinition($"SELECT {select} FROM c WHERE {condition}").WithParameter("@x", "d1");
        Assert.Equal(expected, string.Join(' ', (await parcels.All<Parcel>(Query("c.id"))).Select(p => p.Id).Order()));
        Assert.Equal([expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length], await parcels.All<int>(Query("VALUE COUNT(1)")));
    }

    [Fact]
    public async Task A_query_may_keep_to_one_partition()
    {
        using var parcels = await (await Open()).With(Parcels.Sixty());
        Assert.Equal(Parcels.Sixty().Where(p => p.Town == "Brno").Select(p => p.Id), (await parcels.All("SELECT * FROM c ORDER BY c.due", 3, "Brno")).Select(p => p.Id));
        Assert.Equal(["p07"], (await parcels.All("SELECT * FROM c WHERE c.weight = 7 OR c.weight = 8", town: "Brno")).Select(p => p.Id));
        Assert.Equal([10], await parcels.All<int>(new QueryDefinition("SELECT VALUE COUNT(1) FROM c"), town: "Brno"));
        Assert.Empty(await parcels.All("SELECT * FROM c", town: "nowhere"));
    }
}
