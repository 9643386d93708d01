using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Citizens;

/// <summary>
/// Stands in a link for one citizen and one life event, and says neither to anybody without the secret: encrypted and
/// authenticated (AES-256-GCM), the same for the same two, good for nothing but saying no to that life event.
/// </summary>
public sealed class OptOutTokens
{
    const int Nonce = 12;
    const int Tag = 16;
    const int LongestToken = 512;

    readonly byte[] _encrypts, _chooses;

    internal OptOutTokens(byte[] secret) => (_encrypts, _chooses) = (Derive(secret, "opt-out encrypts"), Derive(secret, "opt-out chooses"));

    public string Of(CitizenKey citizen, string guide)
    {
        var plain = Encoding.UTF8.GetBytes($"{citizen.Value}{guide}");
        var token = new byte[Nonce + plain.Length + Tag];
        // A nonce made from what is encrypted comes twice only for the same, which then looks the same: the mail of a notice has the same bytes each time.
        HMACSHA256.HashData(_chooses, plain).AsSpan(0, Nonce).CopyTo(token);
        using var cipher = new AesGcm(_encrypts, Tag);
        cipher.Encrypt(token.AsSpan(0, Nonce), plain, token.AsSpan(Nonce, plain.Length), token.AsSpan(Nonce + plain.Length));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a token stands for; null if it is not one of ours.</summary>
    public (CitizenKey Citizen, string Guide)? Read(string token)
    {
        if (token.Length > LongestToken || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > Nonce + Tag + CitizenKey.Length } bytes) return null;
        var plain = new byte[bytes.Length - Nonce - Tag];
        using var cipher = new AesGcm(_encrypts, Tag);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, Nonce), bytes.AsSpan(Nonce, plain.Length), bytes.AsSpan(Nonce + plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(plain);
        return (new CitizenKey(text[..CitizenKey.Length]), text[CitizenKey.Length..]);
    }

    static byte[] Derive(byte[] secret, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, [], Encoding.ASCII.GetBytes(purpose));
}
