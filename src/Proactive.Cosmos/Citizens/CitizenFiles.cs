using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Citizens;

/// <summary>Citizens as the engine has them, to and from their documents.</summary>
sealed class CitizenFiles(DocumentSet<CitizenDocument> citizens, BodyCodec codec, Outbox outbox)
{
    readonly RecentDocuments _recent = new();

    public async Task<Citizen> Load(CitizenKey key, CancellationToken cancellation) =>
        await citizens.Read(key.Value, key.Value, cancellation) is { } found ? Open(found) : new Citizen(CitizenFile.Empty(key), null);

    /// <summary>The citizen of a document that was just read or written, and may be saved next.</summary>
    /// <exception cref="InvalidDataException">The document is damaged.</exception>
    public Citizen Open(CitizenDocument found)
    {
        var citizen = Decode(found);
        if (!citizen.Erased) _recent.Keep(found);
        return citizen;
    }

    /// <summary>False if another change overtook this one.</summary>
    public async Task<bool> Save(FileChange change, CancellationToken cancellation)
    {
        var key = change.File.Key.Value;
        var entry = outbox.EntryOf(change);
        var saved = await citizens.Change(key, key, found => Save(found, change, entry), cancellation, _recent.Take(key, change.File.Version), isNew: change.File.Version == 0);
        if (saved is null) return false;
        if (saved.Pending is not null) await outbox.TryEmpty(saved);
        return true;
    }

    CitizenDocument? Save(CitizenDocument? found, FileChange change, OutboxEntry? entry)
    {
        var file = change.File;
        if (found?.ErasedAt is not null || (found?.Version ?? 0) != file.Version) return null;
        // A file that was saved for the first time and changed again without being loaded does not know its key.
        var dataKey = found is not null && file.DataKey is { } known ? known : KeyOf(file.Key, found);
        found ??= new CitizenDocument();
        return found with
        {
            Version = file.Version + 1,
            Due = file.NextDue is { } due ? Moment.Place(due, file.Key.Value) : null,
            Until = Moment.Of(change.HeldUntil) ?? found.Until,
            DataKey = found.DataKey ?? dataKey.Wrapped,
            File = codec.Encode(file, dataKey),
            Concerns = change.Concerns is { Count: > 0 } concerns ? [.. (found.Concerns ?? []).Union(concerns)] : found.Concerns,
            Outbox = entry is null ? found.Outbox : [.. found.Outbox ?? [], entry],
            Pending = entry is null ? found.Pending : found.Pending ?? outbox.Now,
        };
    }

    /// <summary>False if the citizen was erased.</summary>
    public async Task<bool> Save(CitizenKey key, Person person, CancellationToken cancellation) =>
        await citizens.Change(key.Value, key.Value, found => Save(found, key, person), cancellation) is not null;

    CitizenDocument? Save(CitizenDocument? found, CitizenKey key, Person person)
    {
        if (found?.ErasedAt is not null) return null;
        var dataKey = KeyOf(key, found);
        found ??= new CitizenDocument();
        return found with { Version = found.Version + 1, DataKey = found.DataKey ?? dataKey.Wrapped, Person = codec.Encode(key, person, dataKey) };
    }

    Citizen Decode(CitizenDocument found)
    {
        var key = new CitizenKey(found.Id);
        if (found.ErasedAt is not null) return new Citizen(CitizenFile.Empty(key) with { Version = found.Version }, null, Erased: true);
        var dataKey = KeyOf(key, found);
        var file = found.File is null ? CitizenFile.Empty(key) with { DataKey = dataKey } : codec.DecodeFile(key, dataKey, found.File);
        // The document's version counts for person and file alike; the body only knows the version it was made from.
        return new Citizen(file with { Version = found.Version }, found.Person is null ? null : codec.DecodePerson(key, dataKey, found.Person));
    }

    // Never a new one for a document that is there: what else is in it could not be read any more.
    DataKey KeyOf(CitizenKey key, CitizenDocument? found)
    {
        if (found is null) return codec.NewDataKey(key);
        return codec.Unwrap(key, found.DataKey ?? throw new InvalidDataException($"what is kept as citizen {key} has lost its data key."));
    }
}
