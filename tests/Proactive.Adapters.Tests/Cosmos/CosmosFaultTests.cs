using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>What the service's own client makes of a service in trouble.</summary>
public sealed class CosmosFaultTests
{
    static readonly Parcel One = new("p1", "Aarhus");

    [Fact]
    public async Task Whoever_asks_too_much_is_asked_to_wait_and_the_client_waits_that_long()
    {
        var server = new CosmosServer();
        using var parcels = await Parcels.Open(server);
        server.Faults = Once(RequestKind.Create, Fault.Throttled(TimeSpan.FromMilliseconds(300)), times: 2);
        var created = await parcels.Create(One);
        Assert.InRange(created.Diagnostics.GetClientElapsedTime(), TimeSpan.FromMilliseconds(550), TimeSpan.FromSeconds(30));
        Assert.Equal(3, server.Requests(RequestKind.Create));
    }

    [Fact]
    public async Task When_the_clients_patience_is_at_its_end_the_status_tells_and_nothing_was_done()
    {
        var server = new CosmosServer();
        using var parcels = await Parcels.Open(server, o => o.MaxRetryAttemptsOnRateLimitedRequests = 1);
        server.Faults = Once(RequestKind.Create, Fault.Throttled(TimeSpan.FromMilliseconds(1)), times: 2);
        var refused = await Assert.ThrowsAsync<CosmosException>(() => parcels.Create(One));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMilliseconds(1)), (refused.StatusCode, refused.RetryAfter));
        Assert.Empty(server.Documents("post", "parcels"));
    }

    [Fact]
    public async Task A_service_that_is_away_answers_503()
    {
        var server = new CosmosServer();
        using var parcels = await Parcels.Open(server);
        server.Faults = Once(RequestKind.Create, Fault.Unavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Parcels.Refused(() => parcels.Create(One)));
        Assert.Empty(server.Documents("post", "parcels"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_line_that_breaks_before_the_request_or_before_its_answer_leaves_nothing_or_a_document(bool answered)
    {
        // With the endpoint fixed the client does not try again by itself.
        var server = new CosmosServer();
        using var parcels = await Parcels.Open(server, o => o.LimitToEndpoint = true);
        server.Faults = Once(RequestKind.Create, answered ? Fault.LostAnswer : Fault.LostRequest);
        await Assert.ThrowsAnyAsync<Exception>(() => parcels.Create(One));
        Assert.Equal(answered ? 1 : 0, server.Documents("post", "parcels").Count);
    }

    [Fact]
    public async Task A_client_that_tries_again_by_itself_meets_the_document_it_made()
    {
        var server = new CosmosServer();
        using var parcels = await Parcels.Open(server);
        server.Faults = Once(RequestKind.Create, Fault.LostAnswer);
        Assert.Equal(HttpStatusCode.Conflict, await Parcels.Refused(() => parcels.Create(One)));
        Assert.Equal(2, server.Requests(RequestKind.Create));
    }

    [Fact]
    public async Task The_same_over_the_loopback_of_this_machine()
    {
        var server = new CosmosServer();
        await using var listening = await server.Listen();
        using var parcels = await Parcels.Open(listening.ConnectionString, null, o => o.LimitToEndpoint = true);
        var etag = (await parcels.Create(One)).ETag;
        await parcels.Create(new Parcel("p2 ünïcode & + more", "Brno"));
        await parcels.Replace(One with { Weight = 1 }, etag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Parcels.Refused(() => parcels.Replace(One, etag)));
        Assert.Equal("Brno", (await parcels.Read(new Parcel("p2 ünïcode & + more", "Brno"))).Resource.Town);
        Assert.Equal(2, (await parcels.All("SELECT * FROM c ORDER BY c.due")).Count);
        await parcels.Delete(One);

        server.Faults = Once(RequestKind.Create, Fault.LostAnswer);
        await Assert.ThrowsAnyAsync<Exception>(() => parcels.Create(One));
        Assert.Equal(2, server.Documents("post", "parcels").Count);
    }

    static Func<HttpRequestMessage, Fault> Once(RequestKind kind, Fault fault, int times = 1)
    {
        var left = times;
        return request => CosmosServer.KindOf(request) == kind && Interlocked.Decrement(ref left) >= 0 ? fault : Fault.None;
    }
}
