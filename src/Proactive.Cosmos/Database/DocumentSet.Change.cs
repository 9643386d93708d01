using System.Net;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos.Documents;

namespace Proactive.Cosmos.Database;

// Reading, deciding and writing as one: the write holds only if the document is still the one that was decided on.
sealed partial class DocumentSet<T>
{
    const int WritesKept = 6;

    // Somebody else's success each; that many in a row are no contention any more.
    const int MostOvertaken = 200;

    /// <summary>
    /// Writes what <paramref name="decide"/> makes of the document, or of null where there is none. It decides again whenever another came first.
    /// Returns what was written; null if nothing was to be. A write whose answer was lost is found out by the document itself.
    /// </summary>
    /// <param name="decide">Null: nothing is to be written.</param>
    /// <param name="known">The document as it was read before, to spare reading it; it may be outdated.</param>
    /// <param name="isNew">True if there is probably none.</param>
    public async Task<T?> Change(string id, string partition, Func<T?, ValueTask<T?>> decide, CancellationToken cancellation, T? known = null, bool isNew = false)
    {
        var (write, tries, isGuess) = (WriteId.New(), new Tries(options), known is not null || isNew);
        for (var overtaken = 0; overtaken < MostOvertaken;)
        {
            var found = isGuess ? known : await Read(id, partition, cancellation);
            if (found?.Writes?.Contains(write) == true) return found;
            var wanted = await decide(found);
            if (wanted is null && !isGuess) return null;
            isGuess = false;
            if (wanted is null) continue;
            wanted = wanted with { Id = id, ETag = null, Writes = [.. (found?.Writes ?? []).TakeLast(WritesKept - 1), write] };
            try
            {
                if (await Write(wanted, found?.ETag, cancellation) is { } etag) return wanted with { ETag = etag };
                if (++overtaken > 2) await Task.Delay((int)(options.Random() * 2 * overtaken), cancellation);
            }
            catch (ServiceFailure failure)
            {
                await tries.After(failure, cancellation);
            }
        }

        throw new ServiceFailure(HttpStatusCode.PreconditionFailed);
    }

    /// <inheritdoc cref="Change(string, string, Func{T?, ValueTask{T?}}, CancellationToken, T?, bool)"/>
    public Task<T?> Change(string id, string partition, Func<T?, T?> decide, CancellationToken cancellation, T? known = null, bool isNew = false) =>
        Change(id, partition, found => ValueTask.FromResult(decide(found)), cancellation, known, isNew);

    /// <summary>The state it has once written; null if another came first. Sent once: whether it may be sent again only the document tells.</summary>
    async Task<string?> Write(T document, string? etag, CancellationToken cancellation)
    {
        using var answer = etag is null
            ? await Ask(() => container.CreateItemStreamAsync(Body(document), Of(document), Plain, cancellation), cancellation)
            : await Ask(() => container.ReplaceItemStreamAsync(
                Body(document), document.Id, Of(document), new ItemRequestOptions { EnableContentResponseOnWrite = false, IfMatchEtag = etag }, cancellation), cancellation);
        return answer.IsSuccessStatusCode ? answer.Headers.ETag : null;
    }
}
