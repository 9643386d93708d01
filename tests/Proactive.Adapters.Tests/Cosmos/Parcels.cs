using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Proactive.Testing.Cosmos;

namespace Proactive.Adapters.Tests;

/// <summary>What the tests of the servers keep in them.</summary>
sealed record Parcel(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("town")] string Town,
    [property: JsonPropertyName("due")] string? Due = null,
    [property: JsonPropertyName("weight")] int Weight = 0,
    [property: JsonPropertyName("tags")] string[]? Tags = null,
    [property: JsonPropertyName("ttl")] int? TimeToLive = null);

/// <summary>The service's own client over a server, and a container partitioned by town in which only <c>due</c> and <c>tags</c> are indexed.</summary>
sealed class Parcels : IDisposable
{
    static readonly string[] Towns = ["Aarhus", "Brno", "Odense", "Ostrava", "Praha", "Vejle"];

    readonly CosmosClient _client;
    readonly string _database;

    Parcels(CosmosClient client, string database) => (_client, _database) = (client, database);

    public Container Container => _client.GetContainer(_database, "parcels");

    public static Task<Parcels> Open(CosmosServer server, Action<CosmosClientOptions>? change = null) => Open(CosmosServer.ConnectionString, server.Client, change);

    /// <param name="http">Null: over the network.</param>
    public static async Task<Parcels> Open(string connection, Func<HttpClient>? http, Action<CosmosClientOptions>? change = null, string database = "post")
    {
        var options = new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            EnableContentResponseOnWrite = false,
            HttpClientFactory = http,
            UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull },
        };
        change?.Invoke(options);
        var parcels = new Parcels(new CosmosClient(connection, options), database);
        var made = await parcels._client.CreateDatabaseIfNotExistsAsync(database);
        await made.Database.CreateContainerIfNotExistsAsync(Properties());
        return parcels;
    }

    public static ContainerProperties Properties()
    {
        var properties = new ContainerProperties("parcels", "/town") { DefaultTimeToLive = -1 };
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/due/?" });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/tags/[]/?" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        return properties;
    }

    /// <summary>60 parcels to six towns.</summary>
    /// <param name="sameDay">20 each are due on the same day; otherwise each on a day of its own.</param>
    public static IEnumerable<Parcel> Sixty(bool sameDay = false) => Enumerable.Range(0, 60)
        .Select(n => new Parcel($"p{n:00}", Towns[n % Towns.Length], sameDay ? $"d{n / 20}" : $"d{n:00}", n, [$"t{n}", n % 2 == 0 ? "even" : "odd"]));

    public async Task<Parcels> With(IEnumerable<Parcel> parcels)
    {
        foreach (var parcel in parcels) await Create(parcel);
        return this;
    }

    public Task<ItemResponse<Parcel>> Create(Parcel parcel) => Container.CreateItemAsync(parcel, new PartitionKey(parcel.Town));

    public Task<ItemResponse<Parcel>> Put(Parcel parcel, string? etag = null) => Container.UpsertItemAsync(parcel, new PartitionKey(parcel.Town), Match(etag));

    public Task<ItemResponse<Parcel>> Replace(Parcel parcel, string? etag) => Container.ReplaceItemAsync(parcel, parcel.Id, new PartitionKey(parcel.Town), Match(etag));

    public Task<ItemResponse<Parcel>> Delete(Parcel parcel, string? etag = null) => Container.DeleteItemAsync<Parcel>(parcel.Id, new PartitionKey(parcel.Town), Match(etag));

    public Task<ItemResponse<Parcel>> Read(Parcel parcel) => Container.ReadItemAsync<Parcel>(parcel.Id, new PartitionKey(parcel.Town));

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

    public Task<List<Parcel>> All(string query, int? size = null, string? town = null) => All<Parcel>(new QueryDefinition(query), size, town);

    /// <summary>The status with which the service refuses this.</summary>
    public static async Task<HttpStatusCode> Refused(Func<Task> what) => (await Assert.ThrowsAsync<CosmosException>(what)).StatusCode;

    public void Dispose() => _client.Dispose();

    static ItemRequestOptions Match(string? etag) => new() { IfMatchEtag = etag };
}
