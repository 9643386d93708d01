using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Citizens;

/// <summary>Stands for one citizen everywhere outside an encrypted body: a keyed hash of the person id, 32 hex digits.</summary>
public readonly record struct CitizenKey(string Value)
{
    /// <summary>Of the value, in characters.</summary>
    internal const int Length = 32;

    public override string ToString() => Value;
}

/// <summary>Makes citizen keys. Without the secret nobody can go from a key back to a person number by trying them all.</summary>
public sealed class CitizenKeys
{
    readonly byte[] _secret;

    /// <summary>The tokens by which citizens say no to a life event.</summary>
    public OptOutTokens OptOuts { get; }

    /// <param name="secret">At least 32 random bytes, the same for the life of the store.</param>
    public CitizenKeys(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 32);
        _secret = secret;
        OptOuts = new OptOutTokens(secret);
    }

    public CitizenKey Of(string personId)
    {
        var hash = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(personId));
        return new CitizenKey(Convert.ToHexStringLower(hash.AsSpan(0, 16)));
    }
}
