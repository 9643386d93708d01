using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Storage;

/// <summary>AES-256-GCM: one byte of version, 12 of nonce, the text, 16 of tag. What it is bound to (whose it is, and what) has to be the same when it is opened.</summary>
static class Seal
{
    const byte Version = 1;
    const int Nonce = 12;
    const int Tag = 16;
    const int Overhead = 1 + Nonce + Tag;

    public static byte[] Close(byte[] key, ReadOnlySpan<byte> plain, string boundTo)
    {
        var sealed_ = new byte[plain.Length + Overhead];
        sealed_[0] = Version;
        var nonce = sealed_.AsSpan(1, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, plain, sealed_.AsSpan(1 + Nonce, plain.Length), sealed_.AsSpan(^Tag), Encoding.UTF8.GetBytes(boundTo));
        return sealed_;
    }

    /// <exception cref="InvalidDataException">Another key, another owner, or damage: which of them cannot be told.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> body, string boundTo)
    {
        if (body.Length < Overhead || body[0] != Version) throw new InvalidDataException($"what is kept under {boundTo} is not an encrypted body of this version.");
        var plain = new byte[body.Length - Overhead];
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(body.Slice(1, Nonce), body[(1 + Nonce)..^Tag], body[^Tag..], plain, Encoding.UTF8.GetBytes(boundTo));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new InvalidDataException($"what is kept under {boundTo} cannot be decrypted: it is damaged, or was written with another master key.");
        }
    }
}
