using System.Security.Cryptography;
using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

/// <summary>
/// The secret that every data key of the store is wrapped with: 32 bytes from configuration. Without it the store's bodies are
/// noise. Thread-safe.
/// </summary>
public sealed class MasterKey
{
    public const int Length = 32;

    readonly byte[] _wrapping;
    readonly DataKey _shared;

    /// <exception cref="ArgumentException">It is not 32 bytes long.</exception>
    public MasterKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length) throw new ArgumentException($"A master key has {Length} bytes, this one has {secret.Length}.", nameof(secret));
        _wrapping = Derive(secret, "proactive wrap 1");
        _shared = new DataKey(Derive(secret, "proactive shared 1"), []);
        Audit = new AuditChain(Derive(secret, "proactive audit 1"));
        Id = Convert.ToHexStringLower(Derive(secret, "proactive id 1").AsSpan(0, 8));
    }

    /// <summary>Tells master keys apart without telling anything of them: 16 hex digits.</summary>
    public string Id { get; }

    /// <summary>For bodies that belong to no citizen.</summary>
    internal DataKey Shared => _shared;

    /// <summary>Writes and checks the audit log; whoever lacks this key cannot write a line that holds.</summary>
    internal AuditChain Audit { get; }

    /// <summary>A new key for a citizen's bodies.</summary>
    public DataKey NewDataKey(CitizenKey citizen)
    {
        var key = RandomNumberGenerator.GetBytes(Length);
        return new DataKey(key, Seal.Close(_wrapping, key, citizen.Value));
    }

    /// <summary>The key that was wrapped for this citizen.</summary>
    /// <exception cref="InvalidDataException">It was wrapped with another master key or for another citizen, or is damaged.</exception>
    public DataKey Unwrap(CitizenKey citizen, byte[] wrapped) => new(Seal.Open(_wrapping, wrapped, citizen.Value), wrapped);

    /// <summary>Encrypts a secret that a host keeps in a file of its own, bound to what it is.</summary>
    public byte[] Close(ReadOnlySpan<byte> secret, string boundTo) => _shared.Encrypt(secret, boundTo);

    /// <summary>What <see cref="Close"/> encrypted.</summary>
    /// <exception cref="InvalidDataException">It was encrypted with another master key or bound to something else, or is damaged.</exception>
    public byte[] Open(ReadOnlySpan<byte> body, string boundTo) => _shared.Decrypt(body, boundTo);

    static byte[] Derive(ReadOnlySpan<byte> secret, string purpose)
    {
        var derived = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, [], Encoding.ASCII.GetBytes(purpose));
        return derived;
    }
}

/// <summary>What one citizen's bodies are encrypted with. Where its wrapped form is deleted, those bodies can never be read again.</summary>
public sealed class DataKey
{
    readonly byte[] _key;

    internal DataKey(byte[] key, byte[] wrapped) => (_key, Wrapped) = (key, wrapped);

    /// <summary>How the store keeps it: encrypted with the master key.</summary>
    public byte[] Wrapped { get; }

    internal byte[] Encrypt(ReadOnlySpan<byte> plain, string boundTo) => Seal.Close(_key, plain, boundTo);

    internal byte[] Decrypt(ReadOnlySpan<byte> body, string boundTo) => Seal.Open(_key, body, boundTo);

    // A generated text would print the key.
    public override string ToString() => "a data key";
}
