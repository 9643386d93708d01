using System.Collections.Concurrent;
using Proactive.Cosmos.Documents;

namespace Proactive.Cosmos.Citizens;

/// <summary>
/// Documents that were just read: what is loaded is mostly saved next, and so it is not read again. An outdated one does no harm, as a
/// write says which state it was made from.
/// </summary>
sealed class RecentDocuments
{
    const int Most = 1024;

    readonly ConcurrentDictionary<string, CitizenDocument> _documents = new();
    int _kept;

    public void Keep(CitizenDocument document)
    {
        // Those that are dropped are read once more if they are saved; counting what is there would cost more.
        if (Interlocked.Increment(ref _kept) % Most == 0) _documents.Clear();
        _documents[document.Id] = document;
    }

    /// <summary>The document if it has this version; it is used once.</summary>
    public CitizenDocument? Take(string id, long version) => _documents.TryRemove(id, out var document) && document.Version == version ? document : null;
}
