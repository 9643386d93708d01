using System.Globalization;
using Proactive.Cli.Output;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Citizens;

/// <summary>Looks whether an erasure holds: reads back what the store has now, and searches the bytes on the disk.</summary>
sealed class ErasureProof
{
    readonly List<(bool Holds, string What)> _lines = [];

    public bool Holds => _lines.TrueForAll(l => l.Holds);

    public IEnumerable<string> Lines => _lines.Select(l => $"{(l.Holds ? "yes" : "NO ")}  {l.What}");

    /// <param name="store">The store, opened anew.</param>
    /// <param name="files">The database's files and those of the outbox.</param>
    public static async Task<ErasureProof> Make(CitizenErasure erasure, string personId, IStore store, IEnumerable<string> files, CancellationToken cancellation)
    {
        var (before, proof) = (erasure.Record, new ErasureProof());
        var after = await CitizenRecord.Read(store, before.Citizen.Key, personId, cancellation);
        proof.Add(after.Citizen.File.DataKey is null, "the data key is gone");
        proof.Add(!after.HasFile && after.Citizen.File.Notices.Length == 0, "the file with journeys and notices is gone");
        proof.Add(after.Citizen.Person is null, "the person is gone");
        proof.Add(after.Citizen.Erased == before.IsCitizen, before.IsCitizen ? "the tombstone is there" : "there was no citizen, so there is no tombstone");
        proof.Add(after.Log.Count == 0, $"{Format.Count(erasure.LogLines, "line")} of the delivery log no longer say whom they are about");
        proof.Add(after.Rejected.Count == 0, $"{Format.Count(before.Rejected.Count, "event")} not accepted removed, none that is left names the person");
        proof.Add(!erasure.Mails.Any(File.Exists), $"{Format.Count(erasure.Mails.Count, "file")} of the outbox removed");
        proof.AddSearch(before, personId, files);
        return proof;
    }

    void AddSearch(CitizenRecord before, string personId, IEnumerable<string> files)
    {
        var needles = new List<Needle> { Needle.Of("the id", personId) };
        if (before.Citizen.Person?.Name is { Length: > 0 } name) needles.Add(Needle.Of("the name", name));
        if (before.Citizen.Person?.Email is { Length: > 0 } email) needles.Add(Needle.Of("the mail address", email));
        if (before.Citizen.Person?.Phone is { Length: > 0 } phone) needles.Add(Needle.Of("the phone number", phone));
        if (before.Citizen.Person is { Address: [{ Length: > 0 } street, ..] }) needles.Add(Needle.Of("the address", street));
        if (before.Citizen.File.DataKey?.Wrapped is { Length: > 0 } key) needles.Add(Needle.Of("the data key", key));
        var search = new ByteSearch(needles);
        foreach (var file in files) search.Search(file);
        var searched = string.Create(CultureInfo.InvariantCulture, $"{Format.Count(search.Files, "file")} of the database and the outbox, {search.Bytes:N0} bytes searched");
        Add(search.Hits.Count == 0, $"{string.Join(", ", needles.Select(n => n.What))}: nowhere in {searched}");
        foreach (var hit in search.Hits) Add(false, $"found {hit}");
    }

    void Add(bool holds, string what) => _lines.Add((holds, what));
}
