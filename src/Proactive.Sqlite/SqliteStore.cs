using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

/// <summary>The embedded store: one database file, written by one process. What it answers for survives a power cut. Thread-safe.</summary>
public sealed class SqliteStore : IStore
{
    // Lists are read in pages: a reader that stays open keeps SQLite from clearing its write-ahead log.
    const int Page = 500;

    readonly string _path;
    readonly StoreLock? _lock;
    readonly WriteQueue? _writes;
    readonly ReadConnections _reads;
    readonly FileCodec _codec = new();

    SqliteStore(string path, StoreLock? held, WriteQueue? writes)
    {
        (_path, _lock, _writes) = (path, held, writes);
        _reads = new ReadConnections(path);
    }

    internal WriteQueue Writes => _writes ?? throw new StoreException(_path, "be written", "it was opened to read only.");

    /// <summary>Opens the database, and makes it and its folder if there is none.</summary>
    /// <exception cref="StoreException">Another process has it open, a newer program made it, or the file is not usable; the message says which.</exception>
    public static SqliteStore Open(string path)
    {
        path = Path.GetFullPath(path);
        var held = StoreLock.Take(path);
        SqliteConnection? connection = null;
        try
        {
            connection = Connections.OpenWriter(path);
            Schema.Ensure(connection, path);
            return new SqliteStore(path, held, new WriteQueue(new Tables(connection), path));
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            held.Dispose();
            if (failure is SqliteException) throw new StoreException(path, "be opened", failure.Message, failure);
            throw;
        }
    }

    /// <summary>Opens a database that another process may be writing, to look at it. Whatever would write throws.</summary>
    /// <exception cref="StoreException">There is none, or another program made it; the message says which.</exception>
    public static SqliteStore OpenToRead(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) throw new StoreException(path, "be opened", "there is none yet.");
        try
        {
            using var connection = Connections.OpenReader(path);
            Schema.Check(connection, path);
            return new SqliteStore(path, null, null);
        }
        catch (SqliteException failure)
        {
            throw new StoreException(path, "be opened", failure.Message, failure);
        }
    }

    public Task<IReadOnlyList<CitizenFile>> LoadFiles(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Read<IReadOnlyList<CitizenFile>>(
        "load files",
        t => [.. keys.Select(key => t.Files.Load(key) is { } body ? _codec.DecodeFile(key, body) : CitizenFile.Empty(key))],
        cancellation);

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        // Here and not on the writer, so that callers share the work of it.
        var bodies = changes.Select(c => _codec.Encode(c.File with { Version = c.File.Version + 1 })).ToList();
        return Writes.Run<IReadOnlyList<CitizenKey>>("save files", tables => Save(tables, changes, bodies), cancellation);
    }

    static List<CitizenKey> Save(Tables tables, IReadOnlyList<FileChange> changes, List<byte[]> bodies)
    {
        var overtaken = new List<CitizenKey>();
        foreach (var (change, body) in changes.Zip(bodies))
        {
            if (tables.Files.Save(change, body))
                foreach (var entry in change.Log) tables.Log.Add(entry);
            else
                overtaken.Add(change.File.Key);
        }

        return overtaken;
    }

    public async Task<IReadOnlyList<CitizenFile>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation)
    {
        var due = await Writes.Run("take what is due", t => t.Files.TakeDue(now, limit, lease), cancellation);
        try
        {
            return [.. due.Select(d => _codec.DecodeFile(d.Key, d.Body))];
        }
        catch (InvalidDataException damaged)
        {
            throw new StoreException(_path, "take what is due", damaged.Message, damaged);
        }
    }

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => Read("find what is due next", t => t.Files.NextDue(), cancellation);

    public Task<IReadOnlyList<Person?>> LoadPersons(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Read<IReadOnlyList<Person?>>(
        "load persons",
        t => [.. keys.Select(key => t.Persons.Load(key) is { } body ? _codec.DecodePerson(key, body) : null)],
        cancellation);

    public Task SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation)
    {
        var bodies = persons.Select(p => (p.Key, Body: _codec.Encode(p.Person))).ToList();
        return Write("save persons", t => bodies.ForEach(p => t.Persons.Save(p.Key, p.Body)), cancellation);
    }

    public async IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = await Read("search the log", t => t.Log.Start(query), cancellation);
        while (await Read("search the log", t => t.Log.Search(query, last, Page), cancellation) is { Count: > 0 } lines)
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

    public Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation) => Write(
        "keep rejected events",
        t =>
        {
            foreach (var rejected in events) t.Rejected.Keep(rejected);
        },
        cancellation);

    public async IAsyncEnumerable<RejectedEvent> ListRejected([EnumeratorCancellation] CancellationToken cancellation)
    {
        RejectedEvent? last = null;
        while (await Read("list rejected events", t => t.Rejected.List(last, Page), cancellation) is { Count: > 0 } events)
        {
            foreach (var rejected in events) yield return last = rejected;
        }
    }

    public Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation) => Read("find a rejected event", t => t.Rejected.Find(id), cancellation);

    public Task RemoveRejected(string id, CancellationToken cancellation) => Write("remove a rejected event", t => t.Rejected.Remove(id), cancellation);

    /// <summary>Finishes the writes that wait, closes the database and lets another process have it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writes is not null) await _writes.DisposeAsync();
        _reads.Dispose();
        _lock?.Dispose();
    }

    Task<T> Read<T>(string operation, Func<Tables, T> read, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<T>(cancellation) : Task.FromResult(_reads.Run(operation, read));

    Task<bool> Write(string operation, Action<Tables> write, CancellationToken cancellation) => Writes.Run(
        operation,
        t =>
        {
            write(t);
            return true;
        },
        cancellation);
}
