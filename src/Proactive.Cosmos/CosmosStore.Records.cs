using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Cosmos.Records;
using Proactive.Engine;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos;

// What is kept besides citizens: the delivery log, rule books, rejected events, notes.
public sealed partial class CosmosStore
{
    // A rejected event may be as large as an event may be.
    const int RejectedPage = 64;

    public IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation) => Run("search the log", _log.Export(query, cancellation), cancellation);

    public Task KeepRuleBook(ContentFolder files, CancellationToken cancellation) =>
        Run("keep a rule book", () => _containers.RuleBooks.Create(RuleBookFiles.Pack(files, _codec), cancellation), cancellation);

    public Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation) => Run(
        "find a rule book",
        async () => await _containers.RuleBooks.Read(hash, RuleBookDocument.RuleBooks, cancellation) is { } kept ? RuleBookFiles.Unpack(kept, _codec) : null,
        cancellation);

    public Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation) => Run(
        "keep rejected events",
        () => Each(events, rejected => _containers.Rejected.Put(RejectedDocument.Of(rejected, _codec.Encode(rejected), (int?)_options.RejectedRetention?.TotalSeconds), cancellation), cancellation),
        cancellation);

    public IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, CancellationToken cancellation)
    {
        var search = new Search { Page = RejectedPage }.Where("c.reason = @", query.Reason?.ToString()).Where("c.retryAt <= @", Moment.Of(query.RetryUntil)).OrderBy("c.place");
        // The type is within the body.
        var found = _containers.Rejected.Find(search, cancellation).Select(Decode).Where(r => (query.Type ?? r.Type) == r.Type);
        return Run("list rejected events", found, cancellation);
    }

    public Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation) => Run(
        "find a rejected event", async () => await _containers.Rejected.Read(id, id, cancellation) is { } kept ? Decode(kept) : null, cancellation);

    public Task RemoveRejected(string id, CancellationToken cancellation) => Run("remove a rejected event", () => _containers.Rejected.Delete(id, id, cancellation), cancellation);

    public Task<string?> FindNote(string name, CancellationToken cancellation) => Run(
        "find a note", async () => (await _containers.Notes.Read(NoteDocument.IdOf(name), NoteDocument.Notes, cancellation))?.Text, cancellation);

    public Task KeepNote(string name, string? text, CancellationToken cancellation) => Run(
        "keep a note",
        () => text is null
            ? _containers.Notes.Delete(NoteDocument.IdOf(name), NoteDocument.Notes, cancellation)
            : _containers.Notes.Put(new NoteDocument { Id = NoteDocument.IdOf(name), Kind = NoteDocument.Notes, Text = text }, cancellation),
        cancellation);

    RejectedEvent Decode(RejectedDocument kept) => _codec.DecodeRejected(kept.Id, kept.Body);
}
