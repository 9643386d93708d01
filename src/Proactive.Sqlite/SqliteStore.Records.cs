using System.Runtime.CompilerServices;
using Proactive.Engine;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite;

// What is kept besides citizens: the delivery log, rule books, rejected events, notes.
public sealed partial class SqliteStore
{
    public async IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = await Read("search the log", t => t.Log.Start(query), cancellation);
        while (await Read("search the log", t => t.Log.Export(query, last, Page), cancellation) is { Count: > 0 } lines)
        {
            foreach (var (_, entry) in lines) yield return entry;
            last = lines[^1].Id;
        }
    }

    public Task KeepRuleBook(ContentFolder files, CancellationToken cancellation)
    {
        var body = _codec.Encode(files);
        return Write("keep a rule book", t => t.RuleBooks.Keep(files.Hash, files.Root, body), cancellation);
    }

    public Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation) => Read(
        "find a rule book",
        t => t.RuleBooks.Find(hash) is { } kept ? _codec.DecodeFiles(hash, kept.Root, kept.Files) : null,
        cancellation);

    public Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation)
    {
        var bodies = events.Select(e => (Event: e, Body: _codec.Encode(e))).ToList();
        return Write("keep rejected events", t => bodies.ForEach(b => t.Rejected.Keep(b.Event, b.Body)), cancellation);
    }

    public async IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = (Id: "", At: long.MinValue);
        while (await Read("list rejected events", t => Decode(t.Rejected.List(query, last, RejectedPage)), cancellation) is { Count: > 0 } events)
        {
            foreach (var rejected in events.Where(e => query.Type is null || query.Type == e.Type)) yield return rejected;
            last = (events[^1].Id, Columns.Of(events[^1].At));
        }
    }

    List<RejectedEvent> Decode(IReadOnlyList<(string Id, byte[] Body)> rows) => [.. rows.Select(r => _codec.DecodeRejected(r.Id, r.Body))];

    public Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation) => Read(
        "find a rejected event", t => t.Rejected.Find(id) is { } body ? _codec.DecodeRejected(id, body) : null, cancellation);

    public Task RemoveRejected(string id, CancellationToken cancellation) => Write("remove a rejected event", t => t.Rejected.Remove(id), cancellation);

    public Task<string?> FindNote(string name, CancellationToken cancellation) => Read("find a note", t => t.Notes.Find(name), cancellation);

    public Task KeepNote(string name, string? text, CancellationToken cancellation) => Write("keep a note", t => t.Notes.Keep(name, text), cancellation);
}
