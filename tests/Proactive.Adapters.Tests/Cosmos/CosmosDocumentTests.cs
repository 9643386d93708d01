using System.Net;
using Microsoft.Azure.Cosmos;
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
}
