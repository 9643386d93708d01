using System.Net;
using Microsoft.Azure.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>What the service's own client needs of a server. A server's tests inherit this and say how to make an empty one.</summary>
public abstract partial class CosmosCompliance
{
    static readonly Parcel One = new("p1", "Aarhus", "2026-11-21", 3);

    /// <summary>A client over an empty server; further clients see what the first has made.</summary>
    private protected abstract Task<Parcels> Open();

    [Fact]
    public async Task A_document_is_made_read_replaced_and_deleted_each_time_with_another_etag()
    {
        using var parcels = await Open();
        var created = await parcels.Create(One);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var read = await parcels.Read(One);
        Assert.Equal((One, created.ETag), (read.Resource, read.ETag));

        var replaced = await parcels.Replace(One with { Weight = 4 }, read.ETag);
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.NotEqual(read.ETag, replaced.ETag);
        Assert.Equal(4, (await parcels.Read(One)).Resource.Weight);

        await parcels.Delete(One, replaced.ETag);
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Read(One)));
    }

    [Fact]
    public async Task What_another_changed_meanwhile_is_not_overwritten_deleted_or_made_again()
    {
        using var parcels = await Open();
        var old = (await parcels.Create(One)).ETag;
        await parcels.Replace(One with { Weight = 4 }, old);

        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Replace(One, old)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Put(One, old)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Delete(One, old)));
        Assert.Equal(HttpStatusCode.Conflict, await Parcels.Refused(() => parcels.Create(One)));
        Assert.Equal(4, (await parcels.Read(One)).Resource.Weight);
    }

    [Fact]
    public async Task What_is_not_there_is_not_replaced_or_deleted()
    {
        using var parcels = await Open();
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Replace(One, "\"x\"")));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Delete(One)));
    }

    [Fact]
    public async Task Of_many_who_replace_the_same_document_at_once_one_wins()
    {
        using var parcels = await Open();
        var etag = (await parcels.Create(One)).ETag;
        var won = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            try
            {
                await parcels.Replace(One with { Weight = 100 + i }, etag);
                return 100 + i;
            }
            catch (CosmosException overtaken) when (overtaken.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return 0;
            }
        }));
        Assert.Equal((await parcels.Read(One)).Resource.Weight, won.Single(w => w > 0));
    }

    [Fact]
    public async Task Of_many_who_make_the_same_document_at_once_one_wins()
    {
        using var parcels = await Open();
        var statuses = await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            using var answer = await parcels.Container.CreateItemStreamAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"p1","town":"Brno","weight":{{i}}}""")), new PartitionKey("Brno"));
            return answer.StatusCode;
        }));
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.Conflict, 19).Prepend(HttpStatusCode.Created), statuses.Order());
    }

    [Fact]
    public async Task The_same_id_may_be_in_two_partitions_and_an_upsert_makes_or_replaces()
    {
        using var parcels = await Open();
        var brno = One with { Town = "Brno" };
        Assert.Equal(HttpStatusCode.Created, (await parcels.Put(One)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await parcels.Put(brno)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await parcels.Put(brno with { Weight = 9 })).StatusCode);
        Assert.Equal((3, 9), ((await parcels.Read(One)).Resource.Weight, (await parcels.Read(brno)).Resource.Weight));
    }

    [Fact]
    public async Task A_container_is_read_back_as_it_was_made_and_changed()
    {
        using var parcels = await Open();
        var read = (await parcels.Container.ReadContainerAsync()).Resource;
        Assert.Equal(("parcels", "/town", -1), (read.Id, read.PartitionKeyPath, read.DefaultTimeToLive));
        Assert.Equal(["/due/?", "/tags/[]/?"], read.IndexingPolicy.IncludedPaths.Select(p => p.Path));
        Assert.Contains("/*", read.IndexingPolicy.ExcludedPaths.Select(p => p.Path));

        read.DefaultTimeToLive = 5;
        await parcels.Container.ReplaceContainerAsync(read);
        Assert.Equal(5, (await parcels.Container.ReadContainerAsync()).Resource.DefaultTimeToLive);
        var again = await parcels.Container.Database.CreateContainerIfNotExistsAsync(Parcels.Properties());
        Assert.Equal((HttpStatusCode.OK, 5), (again.StatusCode, again.Resource.DefaultTimeToLive));
        Assert.Equal(HttpStatusCode.NotFound, await Parcels.Refused(() => parcels.Container.Database.GetContainer("none").ReadContainerAsync()));
    }
}
