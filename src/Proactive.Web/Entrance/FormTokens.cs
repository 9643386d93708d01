using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Web.Entrance;

/// <summary>What <see cref="FormTokens.Take"/> found.</summary>
public enum FormTokenState { Good, Missing, Old }

/// <summary>
/// Tokens in forms, each good for one post by whoever was shown the form: a page of another site cannot know one (CSRF), and sending a
/// form again does nothing twice. Bound to the session or the link, so they need no cookie. Known to this process only: after a restart a
/// form is shown anew. Thread-safe.
/// </summary>
public sealed class FormTokens(TimeProvider clock)
{
    /// <summary>How long a form may stay open.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    const int Nonce = 16;
    const int Time = 8;

    readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    readonly ConcurrentDictionary<string, long> _taken = new();
    long _swept;

    /// <param name="holder">Who is shown the form: the session's id or the link's token.</param>
    public string Of(string holder)
    {
        var token = new byte[Nonce + Time + HMACSHA256.HashSizeInBytes];
        RandomNumberGenerator.Fill(token.AsSpan(0, Nonce));
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(Nonce), clock.GetUtcNow().UtcTicks);
        Sign(token, holder).CopyTo(token.AsSpan(Nonce + Time));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Takes a token that was posted; it is good once.</summary>
    public FormTokenState Take(string? token, string holder)
    {
        if (token is not { Length: > 0 and < 128 } || !Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: Nonce + Time + HMACSHA256.HashSizeInBytes } bytes) return FormTokenState.Missing;
        // After a restart the key is another, so an old form and a forged one look alike; neither does anything.
        if (!CryptographicOperations.FixedTimeEquals(Sign(bytes, holder), bytes.AsSpan(Nonce + Time))) return FormTokenState.Old;
        var (made, now) = (BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Nonce)), clock.GetUtcNow().UtcTicks);
        Sweep(now);
        // By its nonce: one token may be spelt in several ways.
        return now - made <= Life.Ticks && _taken.TryAdd(Convert.ToHexString(bytes.AsSpan(0, Nonce)), made) ? FormTokenState.Good : FormTokenState.Old;
    }

    byte[] Sign(byte[] token, string holder) => HMACSHA256.HashData(_key, (byte[])[.. token.AsSpan(0, Nonce + Time), .. Encoding.UTF8.GetBytes(holder)]);

    // Those too old to be good anyway need not be remembered.
    void Sweep(long now)
    {
        var before = Interlocked.Read(ref _swept);
        if (now - before < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _swept, now, before) != before) return;
        foreach (var (nonce, made) in _taken)
            if (now - made > Life.Ticks) _taken.TryRemove(nonce, out _);
    }
}
