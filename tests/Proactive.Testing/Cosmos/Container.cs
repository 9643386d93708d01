using System.Globalization;
using System.Text.Json.Nodes;
using Proactive.Testing.Cosmos.Queries;

namespace Proactive.Testing.Cosmos;

/// <summary>A container of documents; each write is atomic.</summary>
sealed class Container(CosmosServer server, string name, uint database, uint number, ContainerDefinition definition)
{
    readonly Lock _lock = new();
    readonly Dictionary<(string Key, string Id), Document> _documents = [];
    readonly PartitionRange[] _ranges = PartitionRange.Divide(server.Partitions);
    ulong _made;
    long _writes;

    public string Rid { get; } = ResourceIds.Container(database, number);

    public ContainerDefinition Definition { get; private set; } = definition;

    long Now => server.Time.GetUtcNow().ToUnixTimeSeconds();

    public Reply Describe(int status) => Marked(Reply.Json(status, Definition.ToJson(Rid, ETag(number))));

    public void Redefine(ContainerDefinition to) => Definition = to;

    /// <summary>The physical partitions as a feed of changes: whoever has seen them all is told that nothing changed.</summary>
    public Reply Ranges(CosmosRequest request)
    {
        if (request.Header("If-None-Match") == "\"1\"") return Marked(Reply.Empty(304)).With("etag", "\"1\"");
        var ranges = new JsonArray([.. _ranges.Select(r => r.ToJson(Rid))]);
        return Marked(Reply.Json(200, new JsonObject { ["_rid"] = Rid, ["PartitionKeyRanges"] = ranges, ["_count"] = _ranges.Length })).With("etag", "\"1\"");
    }

    /// <param name="named">The id in the address of a replacement.</param>
    public Reply Write(CosmosRequest request, string? named = null)
    {
        if (Draft.Read(request, Definition.KeyProperty, out var draft) is { } refused) return Marked(refused);
        if (named is not null && named != draft.Id) return Marked(Reply.Refused(400, "The id in the address is not the one of the document."));
        lock (_lock)
        {
            var before = Find(draft.Key, draft.Id);
            if (before is null && request.Kind == RequestKind.Replace) return Marked(Reply.NotFound());
            if (before is not null && request.Kind == RequestKind.Create) return Marked(Reply.Refused(409, "Entity with the specified id already exists in the system."));
            if (before is not null && Overtaken(request, before) is { } overtaken) return Marked(overtaken);
            var document = Kept(draft, before?.Number ?? ++_made);
            _documents[(draft.Key, draft.Id)] = document;
            return Answer(request, document, before is null ? 201 : 200);
        }
    }

    public Reply Read(CosmosRequest request, string id)
    {
        if (!Draft.KeyOf(request, out var key)) return Marked(NoKey());
        lock (_lock)
        {
            if (Find(key, id) is not { } document) return Marked(Reply.NotFound());
            return request.Header("If-None-Match") == document.ETag ? Marked(Reply.Empty(304)) : Answer(request, document, 200);
        }
    }

    public Reply Delete(CosmosRequest request, string id)
    {
        if (!Draft.KeyOf(request, out var key)) return Marked(NoKey());
        lock (_lock)
        {
            if (Find(key, id) is not { } document) return Marked(Reply.NotFound());
            if (Overtaken(request, document) is { } overtaken) return Marked(overtaken);
            _documents.Remove((key, id));
            _writes++;
            return Marked(Reply.Empty(204));
        }
    }

    public Reply Query(CosmosRequest request)
    {
        var key = Draft.KeyOf(request, out var named) ? named : null;
        var range = request.Header("x-ms-documentdb-partitionkeyrangeid") is { } id ? _ranges.FirstOrDefault(r => r.Id.ToString(CultureInfo.InvariantCulture) == id.Split(',')[^1]) : null;
        if (key is null && range is null && _ranges.Length > 1) return Marked(Reply.Refused(400, "A query names its partition key or one physical partition: see the query plan."));
        Document[] documents;
        lock (_lock)
        {
            foreach (var gone in _documents.Values.Where(Expired).ToList()) _documents.Remove((gone.Key, gone.Id));
            documents = [.. _documents.Values.Where(d => key is not null ? d.Key == key : range?.Holds(d) ?? true)];
        }

        return Marked(QueryPage.Answer(request, documents, Definition.Indexing, Rid, server.LooksPerPage, server.Scanned));
    }

    /// <summary>A copy of what is kept, for tests that look behind the store.</summary>
    public IReadOnlyList<Document> Documents()
    {
        lock (_lock) return [.. _documents.Values.Where(d => !Expired(d)).OrderBy(d => d.Number)];
    }

    Document Kept(Draft draft, ulong made)
    {
        var etag = ETag(++_writes);
        var bytes = DocumentWriter.Write(draft.Json, ResourceIds.Document(database, number, made), etag, Now);
        var seconds = Definition.TimeToLive is { } standard ? draft.TimeToLive ?? standard : -1;
        return new Document(draft.Id, draft.Key, made, etag, seconds < 0 ? null : Now + seconds, bytes);
    }

    Document? Find(string key, string id) => _documents.TryGetValue((key, id), out var document) && !Expired(document) ? document : null;

    bool Expired(Document document) => document.Expires <= Now;

    // Whoever asked for as little as possible gets no document back after a write.
    Reply Answer(CosmosRequest request, Document document, int status) =>
        Marked(new Reply(status, request.Kind != RequestKind.Read && request.Header("Prefer") == "return=minimal" ? default : document.Bytes)).With("etag", document.ETag);

    Reply Marked(Reply reply) => reply
        .With("x-ms-alt-content-path", name).With("x-ms-content-path", Rid)
        .With("x-ms-session-token", string.Create(CultureInfo.InvariantCulture, $"0:-1#{_writes}"));

    static Reply? Overtaken(CosmosRequest request, Document document) =>
        request.Header("If-Match") is { } etag && etag != "*" && etag != document.ETag
            ? Reply.Refused(412, "Operation cannot be performed because one of the specified precondition is not met.")
            : null;

    static Reply NoKey() => Reply.Refused(400, "The partition key supplied in x-ms-partitionkey header has fewer components than defined in the the collection.");

    static string ETag(long write) => string.Create(CultureInfo.InvariantCulture, $"\"{write:x8}-0000-0d00-0000-000000000000\"");
}
