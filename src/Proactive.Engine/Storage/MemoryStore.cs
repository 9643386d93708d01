using System.Runtime.CompilerServices;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Storage;

/// <summary>A store that lives as long as the process: for rehearsals and tests. Thread-safe.</summary>
public sealed partial class MemoryStore : IStore
{
    readonly Lock _lock = new();
    readonly Dictionary<CitizenKey, Citizen> _citizens = [];
    readonly Dictionary<CitizenKey, DateTimeOffset> _leases = [];
    readonly Dictionary<string, List<CitizenKey>> _concerned = [];
    readonly List<LogEntry> _log = [];
    readonly Dictionary<string, RejectedEvent> _rejected = [];
    readonly Dictionary<string, ContentFolder> _ruleBooks = [];
    readonly Dictionary<string, string> _notes = [];

    public Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Citizen>>([.. keys.Select(Find)]);
    }

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var overtaken = new List<CitizenKey>();
            foreach (var change in changes)
            {
                if (Find(change.File.Key) is { Erased: false } citizen && citizen.File.Version == change.File.Version) Save(citizen, change);
                else overtaken.Add(change.File.Key);
            }

            return Task.FromResult<IReadOnlyList<CitizenKey>>(overtaken);
        }
    }

    void Save(Citizen citizen, FileChange change)
    {
        var key = citizen.Key;
        _citizens[key] = citizen with { File = change.File with { Version = change.File.Version + 1 } };
        if (change.HeldUntil is { } until) _leases[key] = until;
        foreach (var eventKey in change.Concerns ?? [])
        {
            if (!_concerned.TryGetValue(eventKey, out var citizens)) _concerned[eventKey] = citizens = [];
            if (!citizens.Contains(key)) citizens.Add(key);
        }

        _log.AddRange(change.Log);
        Count(change.Figures ?? []);
    }

    public Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var erased = new List<CitizenKey>();
            foreach (var (key, person) in persons)
            {
                if (Find(key) is { Erased: false } citizen) _citizens[key] = citizen with { Person = person, File = citizen.File with { Version = citizen.File.Version + 1 } };
                else erased.Add(key);
            }

            return Task.FromResult<IReadOnlyList<CitizenKey>>(erased);
        }
    }

    Citizen Find(CitizenKey key) => _citizens.GetValueOrDefault(key) ?? new Citizen(CitizenFile.Empty(key), null);

    public Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var due = _citizens.Values.Where(c => IsFree(c, now)).OrderBy(c => c.File.NextDue).ThenBy(c => c.Key.Value, StringComparer.Ordinal).Take(limit).ToList();
            foreach (var citizen in due) _leases[citizen.Key] = now + lease;
            return Task.FromResult<IReadOnlyList<Citizen>>(due);
        }
    }

    public Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_citizens.TryGetValue(key, out var citizen) || !IsFree(citizen, now)) return Task.FromResult<Citizen?>(null);
            _leases[key] = now + lease;
            return Task.FromResult<Citizen?>(citizen);
        }
    }

    bool IsFree(Citizen citizen, DateTimeOffset now) => citizen.File.NextDue <= now && !(_leases.TryGetValue(citizen.Key, out var until) && until > now);

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_citizens.Values.Min(c => c.File.NextDue));
    }

    public Task<int> CountDue(DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_citizens.Values.Count(c => c.File.NextDue <= now));
    }

    public Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<CitizenKey>>([.. _concerned.GetValueOrDefault(eventKey, [])]);
    }

    public Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_citizens.TryGetValue(key, out var citizen) || citizen.Erased) return Task.FromResult(new Erasure(false, 0));
            _citizens[key] = new Citizen(CitizenFile.Empty(key) with { Version = citizen.File.Version + 1 }, null, Erased: true);
            foreach (var citizens in _concerned.Values) citizens.Remove(key);
            var lines = 0;
            for (var i = 0; i < _log.Count; i++)
            {
                if (_log[i].Citizen != key) continue;
                _log[i] = _log[i] with { Citizen = LogEntry.ErasedCitizen };
                lines++;
            }

            return Task.FromResult(new Erasure(true, lines));
        }
    }

    public async IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        LogEntry[] entries;
        lock (_lock) entries = [.. _log];
        foreach (var entry in entries)
        {
            if (query.Matches(entry)) yield return entry;
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

    public async IAsyncEnumerable<RejectedEvent> ListRejected(RejectedQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        RejectedEvent[] events;
        lock (_lock) events = [.. _rejected.Values.OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal)];
        foreach (var rejected in events)
        {
            if ((query.Reason ?? rejected.Rejection.Reason) == rejected.Rejection.Reason && (query.Type ?? rejected.Type) == rejected.Type
                && (query.RetryUntil is null || rejected.RetryAt <= query.RetryUntil)) yield return rejected;
        }
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

    public Task<string?> FindNote(string name, CancellationToken cancellation)
    {
        lock (_lock) return Task.FromResult(_notes.GetValueOrDefault(name));
    }

    public Task KeepNote(string name, string? text, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (text is null) _notes.Remove(name);
            else _notes[name] = text;
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
