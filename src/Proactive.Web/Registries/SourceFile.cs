using System.Text.Json;
using Proactive.Engine.Storage;

namespace Proactive.Web.Registries;

/// <summary>
/// Who may send events, in a file that only its owner may read: keys as hashes, secrets to sign with sealed with the master key.
/// </summary>
/// <param name="master">Asked for only where there is a secret to seal or to open.</param>
public sealed class SourceFile(string path, Func<MasterKey> master)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Nobody where there is no file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or was sealed with another master key.</exception>
    public SourceList Read()
    {
        if (!File.Exists(path)) return SourceList.Nobody;
        try
        {
            var kept = JsonSerializer.Deserialize<List<KeptSource>>(File.ReadAllBytes(path), Json) ?? [];
            return new SourceList([.. kept.Select(s => new Source(s.Name, s.Prefix, [.. s.Proofs.Select(p => new SourceProof(p.Id, p.Since, p.KeyHash, Open(s.Name, p)))]))]);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidDataException or NullReferenceException)
        {
            throw new InvalidDataException($"{path} cannot be read as a list of sources: it was damaged, or written with another master key.");
        }
    }

    /// <summary>Puts the list in place of the one before, in one step.</summary>
    public void Write(IReadOnlyList<Source> sources)
    {
        var kept = sources.Select(s => new KeptSource(s.Name, s.Prefix, [.. s.Proofs.Select(p => new KeptProof(p.Id, p.Since, p.KeyHash, Close(s.Name, p)))]));
        var draft = $"{path}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, kept, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    byte[]? Close(string name, SourceProof proof) => proof.Secret is { } secret ? master().Close(System.Text.Encoding.ASCII.GetBytes(secret), BoundTo(name, proof.Id)) : null;

    string? Open(string name, KeptProof proof) => proof.Sealed is { } body ? System.Text.Encoding.ASCII.GetString(master().Open(body, BoundTo(name, proof.Id))) : null;

    static string BoundTo(string name, string id) => $"source {name} {id}";

    sealed record KeptSource(string Name, string Prefix, IReadOnlyList<KeptProof> Proofs);

    sealed record KeptProof(string Id, DateTimeOffset Since, string? KeyHash, byte[]? Sealed);
}
