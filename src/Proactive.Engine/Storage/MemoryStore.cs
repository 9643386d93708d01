using System.Runtime.CompilerServices;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Storage;

/// <summary>A store that lives as long as the process: for rehearsals and tests. Thread-safe.</summary>
public sealed class MemoryStore : IStore
{
    readonly Lock _lock = new();
    readonly Dictionary<CitizenKey, CitizenFile> _files = [];
    readonly Dictionary<CitizenKey, DateTimeOffset> _leases = [];
    readonly Dictionary<CitizenKey, Person> _persons = [];
    readonly List<LogEntry> _log = [];
    readonly Dictionary<string, RejectedEvent> _rejected = [];
    readonly Dictionary<string, ContentFolder> _ruleBooks = [];

    public Task<IReadOnlyList<CitizenFile>> LoadFiles(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<CitizenFile>>([.. keys.Select(k => _files.GetValueOrDefault(k) ?? CitizenFile.Empty(k))]);
    }

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var overtaken = new List<CitizenKey>();
            foreach (var (file, log, heldUntil) in changes)
            {
                if ((_files.GetValueOrDefault(file.Key)?.Version ?? 0) != file.Version)
                {
                    overtaken.Add(file.Key);
                    continue;
                }

                _files[file.Key] = file with { Version = file.Version + 1 };
                if (heldUntil is { } until) _leases[file.Key] = until;
                _log.AddRange(log);
            }

            return Task.FromResult<IReadOnlyList<CitizenKey>>(overtaken);
        }
    }

    public Task<IReadOnlyList<CitizenFile>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var due = _files.Values
                .Where(f => f.NextDue <= now && !(_leases.TryGetValue(f.Key, out var until) && until > now))
                .OrderBy(f => f.NextDue).ThenBy(f => f.Key.Value, StringComparer.Ordinal).Take(limit).ToList();
            foreach (var file in due) _leases[file.Key] = now + lease;
            return Task.FromResult<IReadOnlyList<CitizenFile>>(due);
        }
    }

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_files.Values.Min(f => f.NextDue));
    }

    public Task<IReadOnlyList<Person?>> LoadPersons(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Person?>>([.. keys.Select(k => _persons.GetValueOrDefault(k))]);
    }

    public Task SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation)
    {
        lock (_lock)
            foreach (var (key, person) in persons) _persons[key] = person;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        LogEntry[] entries;
        lock (_lock) entries = [.. _log];
        foreach (var entry in entries)
        {
            if ((query.Citizen ?? entry.Citizen) == entry.Citizen && entry.NoticeId.StartsWith(query.NoticeId ?? "", StringComparison.Ordinal)
                && (query.State ?? entry.State) == entry.State && entry.At >= (query.Since ?? entry.At)) yield return entry;
        }
    }

    public Task KeepRuleBook(ContentFolder files, CancellationToken cancellation)
    {
        lock (_lock) _ruleBooks.TryAdd(files.Hash, files);
        return Task.CompletedTask;
    }

    public Task<ContentFolder?> FindRuleBook(string hash, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_ruleBooks.GetValueOrDefault(hash));
    }

    public Task KeepRejected(IReadOnlyList<RejectedEvent> events, CancellationToken cancellation)
    {
        lock (_lock)
            foreach (var rejected in events) _rejected[rejected.Id] = rejected;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<RejectedEvent> ListRejected([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        RejectedEvent[] events;
        lock (_lock) events = [.. _rejected.Values.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal)];
        foreach (var rejected in events) yield return rejected;
    }

    public Task<RejectedEvent?> FindRejected(string id, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_rejected.GetValueOrDefault(id));
    }

    public Task RemoveRejected(string id, CancellationToken cancellation)
    {
        lock (_lock) _rejected.Remove(id);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
