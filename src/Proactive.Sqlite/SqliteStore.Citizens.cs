using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;
using Proactive.Sqlite.Tables;

namespace Proactive.Sqlite;

// Citizens: their files, what is known of the persons, what is due, and erasing.
public sealed partial class SqliteStore
{
    public Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation) => Read<IReadOnlyList<Citizen>>(
        "load citizens",
        t => Shared.Each([.. keys.Select(key => (Key: key, Row: t.Citizens.Load(key)))], c => c.Row is { } row ? Decode(row) : new Citizen(CitizenFile.Empty(c.Key), null)),
        cancellation);

    public Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        // Here and not on the writer, so that callers share the work of it.
        var encoded = Shared.Each(changes, change => Encode(change.File));
        return Writes.Run<IReadOnlyList<CitizenKey>>("save files", tables => Save(tables, changes, encoded), cancellation);
    }

    (byte[] File, byte[] DataKey) Encode(CitizenFile file)
    {
        var key = DataKeyOf(file);
        return (_codec.Encode(file, key), key.Wrapped);
    }

    // A file that was saved for the first time and changed again without being loaded has no key yet; the store has made one.
    DataKey DataKeyOf(CitizenFile file)
    {
        if (file.DataKey is { } known) return known;
        return file.Version == 0
            ? _codec.NewDataKey(file.Key)
            : _reads.Run("find a data key", t => t.Citizens.DataKey(file.Key).Wrapped is { } wrapped ? _codec.Unwrap(file.Key, wrapped) : _codec.NewDataKey(file.Key));
    }

    static List<CitizenKey> Save(TableSet tables, IReadOnlyList<FileChange> changes, (byte[] File, byte[] DataKey)[] encoded)
    {
        var overtaken = new List<CitizenKey>();
        for (var i = 0; i < encoded.Length; i++)
        {
            var change = changes[i];
            if (tables.Citizens.SaveFile(change, encoded[i].File, encoded[i].DataKey))
            {
                if (change.HeldUntil is { } until) tables.Leases.Hold(change.File.Key, until);
                foreach (var eventKey in change.Concerns ?? []) tables.Concerned.Add(eventKey, change.File.Key);
                foreach (var entry in change.Log) tables.Log.Add(entry);
                tables.Figures.Count(change.Figures ?? []);
            }
            else
            {
                overtaken.Add(change.File.Key);
            }
        }

        return overtaken;
    }

    public Task<IReadOnlyList<CitizenKey>> SavePersons(IReadOnlyList<(CitizenKey Key, Person Person)> persons, CancellationToken cancellation) =>
        Writes.Run<IReadOnlyList<CitizenKey>>("save persons", t => [.. persons.Where(p => !Save(t, p.Key, p.Person)).Select(p => p.Key)], cancellation);

    // False if the citizen was erased. On the writer, because only there it is certain which data key the citizen has.
    bool Save(TableSet tables, CitizenKey key, Person person)
    {
        var (known, wrapped) = tables.Citizens.DataKey(key);
        if (known && wrapped is null) return false;
        var dataKey = wrapped is null ? _codec.NewDataKey(key) : _codec.Unwrap(key, wrapped);
        var body = _codec.Encode(key, person, dataKey);
        if (known) tables.Citizens.ReplacePerson(key, body);
        else tables.Citizens.CreatePerson(key, body, dataKey.Wrapped);
        return true;
    }

    public Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation) =>
        Take(t => t.Citizens.Due(now, limit), now, lease, cancellation);

    public async Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        (await Take(t => t.Citizens.Due(key, now), now, lease, cancellation)).SingleOrDefault();

    async Task<IReadOnlyList<Citizen>> Take(Func<TableSet, IReadOnlyList<CitizenRow>> find, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        var due = await Writes.Run("take what is due", t => Hold(t, find, now, lease), cancellation);
        try
        {
            return Shared.Each(due, Decode);
        }
        catch (InvalidDataException damaged)
        {
            // Those that can be read are let go, so that one damaged citizen keeps nobody else waiting; the damaged one stays held.
            await Write("let go of what was taken", t => due.Where(IsReadable).ToList().ForEach(d => t.Leases.Release(d.Key)), CancellationToken.None);
            throw Failure.Of(_path, "take what is due", damaged);
        }
    }

    static IReadOnlyList<CitizenRow> Hold(TableSet tables, Func<TableSet, IReadOnlyList<CitizenRow>> find, DateTimeOffset now, TimeSpan lease)
    {
        tables.Leases.RemoveEnded(now);
        var due = find(tables);
        foreach (var row in due) tables.Leases.Hold(row.Key, now + lease);
        return due;
    }

    public Task<DateTimeOffset?> NextDue(CancellationToken cancellation) => Read("find what is due next", t => t.Citizens.NextDue(), cancellation);

    public Task<int> CountDue(DateTimeOffset now, CancellationToken cancellation) => Read("count what is due", t => t.Citizens.CountDue(now), cancellation);

    public Task<IReadOnlyList<CitizenKey>> FindConcerned(string eventKey, CancellationToken cancellation) =>
        Read("find whom an event concerns", t => t.Concerned.Find(eventKey), cancellation);

    public Task<Erasure> Erase(CitizenKey key, DateTimeOffset at, CancellationToken cancellation) => Writes.Run(
        "erase a citizen",
        t =>
        {
            if (!t.Citizens.Erase(key, at)) return new Erasure(false, 0);
            t.Concerned.Forget(key);
            return new Erasure(true, t.Log.Anonymize(key));
        },
        cancellation,
        leavesNoTrace: true);

    Citizen Decode(CitizenRow row)
    {
        if (row.DataKey is null) return new Citizen(CitizenFile.Empty(row.Key) with { Version = row.Version }, null, Erased: true);
        var key = _codec.Unwrap(row.Key, row.DataKey);
        var file = row.File is null ? CitizenFile.Empty(row.Key) with { DataKey = key } : _codec.DecodeFile(row.Key, key, row.File);
        // The column counts for person and file alike; the body only knows the version it was made from.
        return new Citizen(file with { Version = row.Version }, row.Person is null ? null : _codec.DecodePerson(row.Key, key, row.Person));
    }

    bool IsReadable(CitizenRow row)
    {
        try
        {
            Decode(row);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
