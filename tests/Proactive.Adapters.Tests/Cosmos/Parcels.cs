using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>What the tests of the server keep in it.</summary>
sealed record Parcel(string id, string town, string? due = null, int weight = 0, string[]? tags = null, int? ttl = null);

/// <summary>The service's own client over the test server, and a container partitioned by town in which only <c>due</c> and <c>tags</c> are indexed.</summary>
sealed class Parcels : IDisposable
{
    readonly CosmosClient _client;

    Parcels(CosmosServer server, CosmosClient client) => (Server, _client) = (server, client);

    public CosmosServer Server { get; }

    public Container Container => _client.GetContainer("post", "parcels");

    public static async Task<Parcels> Open(CosmosServer server, Action<CosmosClientOptions>? change = null, string? connection = null)
    {
        var parcels = new Parcels(server, Client(server, change, connection));
        await parcels.Make();
        return parcels;
    }

    public static CosmosClient Client(CosmosServer server, Action<CosmosClientOptions>? change = null, string? connection = null)
    {
        var options = new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            EnableContentResponseOnWrite = false,
            UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull },
        };
        if (connection is null) options.HttpClientFactory = server.Client;
        change?.Invoke(options);
        return new CosmosClient(connection ?? CosmosServer.ConnectionString, options);
    }

    public static ContainerProperties Properties()
    {
        var properties = new ContainerProperties("parcels", "/town") { DefaultTimeToLive = -1 };
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/due/?" });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/tags/[]/?" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        return properties;
    }

    public Task<ItemResponse<Parcel>> Create(Parcel parcel) => Container.CreateItemAsync(parcel, new PartitionKey(parcel.town));

    public Task<ItemResponse<Parcel>> Replace(Parcel parcel, string etag) =>
        Container.ReplaceItemAsync(parcel, parcel.id, new PartitionKey(parcel.town), new ItemRequestOptions { IfMatchEtag = etag });

    public Task<ItemResponse<Parcel>> Read(Parcel parcel) => Container.ReadItemAsync<Parcel>(parcel.id, new PartitionKey(parcel.town));

    /// <summary>The pages of a query, each with what it found.</summary>
    public async Task<List<List<T>>> Pages<T>(QueryDefinition query, int? size = null, string? town = null)
    {
        var options = new QueryRequestOptions { MaxItemCount = size, PartitionKey = town is null ? null : new PartitionKey(town) };
        using var pages = Container.GetItemQueryIterator<T>(query, requestOptions: options);
        var found = new List<List<T>>();
        while (pages.HasMoreResults) found.Add([.. await pages.ReadNextAsync()]);
        return found;
    }

    public async Task<List<T>> All<T>(QueryDefinition query, int? size = null, string? town = null) => [.. (await Pages<T>(query, size, town)).SelectMany(p => p)];

    /// <summary>The status with which the service refuses this.</summary>
    public static async Task<HttpStatusCode> Refused(Func<Task> what) => (await Assert.ThrowsAsync<CosmosException>(what)).StatusCode;

    public void Dispose() => _client.Dispose();

    async Task Make()
    {
        var database = (await _client.CreateDatabaseIfNotExistsAsync("post")).Database;
        await database.CreateContainerIfNotExistsAsync(Properties());
    }
}
