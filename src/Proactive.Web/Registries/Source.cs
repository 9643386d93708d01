using System.Security.Cryptography;
using System.Text;
using Proactive.Engine.Delivery;

namespace Proactive.Web.Registries;

/// <summary>A registry that may send events.</summary>
/// <param name="Name">As the operator calls it, e.g. <c>cpr</c>.</param>
/// <param name="Prefix">What the <c>source</c> of its events is or begins with, e.g. <c>urn:dk:cpr</c>.</param>
/// <param name="Proofs">By any of them it proves who it is; two while one is being replaced.</param>
public sealed record Source(string Name, string Prefix, IReadOnlyList<SourceProof> Proofs)
{
    /// <summary>Who sends where nobody is registered.</summary>
    public static Source Anybody { get; } = new("anybody", "", []);

    /// <summary>Whether an event's <c>source</c> is the prefix or stands below it: <c>urn:dk:cpr</c> has <c>urn:dk:cpr:moves</c>, not <c>urn:dk:cpr2</c>.</summary>
    public bool Owns(string source) =>
        source.StartsWith(Prefix, StringComparison.Ordinal) && (source.Length == Prefix.Length || Prefix.Length == 0 || IsBreak(Prefix[^1]) || IsBreak(source[Prefix.Length]));

    static bool IsBreak(char c) => c is '/' or ':' or '#' or '?';
}

/// <summary>Something by which a registry proves who it is.</summary>
/// <param name="Id">To name it when it is removed; tells nothing of the secret.</param>
/// <param name="KeyHash">Of an API key; null if it signs instead.</param>
/// <param name="Secret">With which it signs as Standard Webhooks says; null if it has a key.</param>
public sealed record SourceProof(string Id, DateTimeOffset Since, string? KeyHash = null, string? Secret = null)
{
    /// <summary>API keys begin with it.</summary>
    public const string KeyPrefix = "pk_";

    const int SecretBytes = 32;

    /// <summary>A new API key, and what is kept of it.</summary>
    public static (string Key, SourceProof Proof) NewKey(DateTimeOffset now)
    {
        var key = KeyPrefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (key, new SourceProof(NewId(), now, KeyHash: HashOf(key)));
    }

    /// <summary>A new secret to sign with.</summary>
    public static (string Secret, SourceProof Proof) NewSecret(DateTimeOffset now)
    {
        var secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (secret, new SourceProof(NewId(), now, Secret: secret));
    }

    /// <summary>What is kept of an API key. The key is random through and through, so one round of a fast hash does.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    // A generated text would print the secret.
    public override string ToString() => $"{(KeyHash is null ? "signature" : "key")} {Id}";

    static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
}

/// <summary>Those who may send events, as they are registered now.</summary>
public sealed class SourceList
{
    readonly List<(byte[] Hash, Source Source)> _keys;
    readonly List<(WebhookSignature Signature, Source Source)> _signatures;

    /// <exception cref="ArgumentException">A secret is not one.</exception>
    public SourceList(IReadOnlyList<Source> sources)
    {
        Sources = sources;
        var proofs = sources.SelectMany(s => s.Proofs.Select(p => (Proof: p, Source: s))).ToList();
        _keys = [.. proofs.Where(p => p.Proof.KeyHash is not null).Select(p => (Encoding.ASCII.GetBytes(p.Proof.KeyHash!), p.Source))];
        _signatures = [.. proofs.Where(p => p.Proof.Secret is not null).Select(p => (new WebhookSignature([p.Proof.Secret!]), p.Source))];
    }

    public static SourceList Nobody { get; } = new([]);

    public IReadOnlyList<Source> Sources { get; }

    /// <summary>Whose key this is; null: nobody's. Takes as long for any key.</summary>
    public Source? ByKey(string key)
    {
        var hash = Encoding.ASCII.GetBytes(SourceProof.HashOf(key));
        Source? found = null;
        foreach (var (known, source) in _keys)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = source;
        return found;
    }

    /// <summary>Whose signature is on a request; null: nobody's. Takes as long for any signature.</summary>
    public Source? BySignature(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        Source? found = null;
        foreach (var (signature, source) in _signatures)
            if (signature.Check(id, timestamp, signatures, body, now) == WebhookCheck.Genuine) found = source;
        return found;
    }
}
