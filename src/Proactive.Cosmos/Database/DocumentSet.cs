using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Documents;

namespace Proactive.Cosmos.Database;

/// <summary>The documents of one kind in one container. What is read and what may safely be done twice is tried again by itself; failures are <see cref="ServiceFailure"/>. Thread-safe.</summary>
sealed partial class DocumentSet<T>(Container container, JsonTypeInfo<T> type, CosmosOptions options) where T : Document
{
    static readonly ItemRequestOptions Plain = new() { EnableContentResponseOnWrite = false };

    /// <summary>The document; null if it is not there.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    public async Task<T?> Read(string id, string partition, CancellationToken cancellation)
    {
        using var answer = await Insist(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), null, cancellation), cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        var read = await JsonSerializer.DeserializeAsync(answer.Content, type, cancellation);
        return read! with { ETag = answer.Headers.ETag ?? read.ETag };
    }

    /// <summary>Makes the document; false if there is one with this id.</summary>
    /// <param name="document">One with an id that nobody else uses: after an answer that was lost, its own first try counts as another's.</param>
    public async Task<bool> Create(T document, CancellationToken cancellation)
    {
        using var answer = await Insist(() => container.CreateItemStreamAsync(Body(document), Of(document), Plain, cancellation), cancellation);
        return answer.StatusCode == HttpStatusCode.Created;
    }

    /// <summary>Puts the document in place of whatever there is.</summary>
    public async Task Put(T document, CancellationToken cancellation)
    {
        using var answer = await Insist(() => container.UpsertItemStreamAsync(Body(document), Of(document), Plain, cancellation), cancellation);
    }

    /// <summary>Puts the document in place of the one with its id, whatever state that has; false if there is none.</summary>
    public async Task<bool> Replace(T document, CancellationToken cancellation)
    {
        using var answer = await Insist(() => container.ReplaceItemStreamAsync(Body(document), document.Id, Of(document), Plain, cancellation), cancellation);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>No effect if there is none.</summary>
    public async Task Delete(string id, string partition, CancellationToken cancellation)
    {
        using var answer = await Insist(() => container.DeleteItemStreamAsync(id, new PartitionKey(partition), Plain, cancellation), cancellation);
    }

    /// <exception cref="JsonException">One of them is damaged.</exception>
    public async IAsyncEnumerable<T> Find(Search search, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in Elements(search, cancellation)) yield return Read(found);
    }

    /// <summary>As <see cref="Find"/>, each to be read by itself.</summary>
    public async IAsyncEnumerable<JsonElement> Elements(Search search, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryIterator<JsonElement>(search.Definition(), null, search.Options);
        while (pages.HasMoreResults)
        {
            foreach (var found in await Next(pages, cancellation)) yield return found;
        }
    }

    public T Read(JsonElement found) => found.Deserialize(type) ?? throw new JsonException();

    public async Task<int> Count(Search search, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var part in Elements(search, cancellation)) count += part.GetInt32();
        return count;
    }

    async Task<FeedResponse<JsonElement>> Next(FeedIterator<JsonElement> pages, CancellationToken cancellation)
    {
        for (var tries = new Tries(options); ;)
        {
            try
            {
                return await ServiceFailure.Of(() => pages.ReadNextAsync(cancellation), cancellation);
            }
            catch (ServiceFailure failure) when (pages.HasMoreResults)
            {
                await tries.After(failure, cancellation);
            }
        }
    }

    /// <summary>For what may be done twice.</summary>
    async Task<ResponseMessage> Insist(Func<Task<ResponseMessage>> request, CancellationToken cancellation)
    {
        for (var tries = new Tries(options); ;)
        {
            try
            {
                return await Ask(request, cancellation);
            }
            catch (ServiceFailure failure)
            {
                await tries.After(failure, cancellation);
            }
        }
    }

    /// <summary>The answer if it tells what came of the request: done, not there, there already, or another state.</summary>
    static async Task<ResponseMessage> Ask(Func<Task<ResponseMessage>> request, CancellationToken cancellation)
    {
        var answer = await ServiceFailure.Of(request, cancellation);
        _ = int.TryParse(answer.Headers["x-ms-substatus"], out var subStatus);
        if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed) return answer;
        if (answer.StatusCode == HttpStatusCode.NotFound && subStatus == 0) return answer;
        var status = answer.StatusCode;
        answer.Dispose();
        throw new ServiceFailure(status, subStatus);
    }

    static PartitionKey Of(T document) => new(document.Partition);

    MemoryStream Body(T document) => new(JsonSerializer.SerializeToUtf8Bytes(document with { ETag = null }, type));
}
