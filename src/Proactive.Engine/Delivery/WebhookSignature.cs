using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Delivery;

/// <summary>What a check of a signed request found. Only <see cref="Genuine"/> lets it in.</summary>
public enum WebhookCheck { Genuine, HeadersMissing, HeadersMalformed, TooOld, TooEarly, NoSignatureFits }

/// <summary>
/// Signs HTTP bodies, and checks signed ones, as Standard Webhooks 1.0.0 says: HMAC-SHA256 over <c>id.timestamp.body</c> with a
/// secret that both sides know.
/// </summary>
public sealed class WebhookSignature
{
    /// <summary>The header with the id, which stays the same when a request is repeated.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of this try, in whole seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, with spaces between.</summary>
    public const string SignatureHeader = "webhook-signature";

    const string SecretPrefix = "whsec_";
    const string Version = "v1,";

    readonly byte[][] _keys;

    /// <param name="secrets">Each <c>whsec_</c> and base64 of 24 to 64 bytes. More than one while a secret is being replaced: all of them sign, and any of them is accepted.</param>
    /// <exception cref="ArgumentException">There is none, or one is not such a text.</exception>
    public WebhookSignature(IEnumerable<string> secrets)
    {
        _keys = [.. secrets.Select(s => KeyOf(s) ?? throw new ArgumentException(ProblemOf(s)))];
        if (_keys.Length == 0) throw new ArgumentException("There is no secret to sign with.");
    }

    /// <summary>How far a request's time may be from ours, either way.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with a secret, without quoting it; null if nothing is.</summary>
    public static string? ProblemOf(string secret) => KeyOf(secret) is null ? "the webhook secret is not 'whsec_' followed by 24 to 64 bytes in base64" : null;

    /// <summary>The value of the signature header.</summary>
    /// <exception cref="ArgumentException">The id is empty or has a full stop, which would let parts of what is signed change places.</exception>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        if (!IsId(id)) throw new ArgumentException("A webhook's id is visible ASCII without a full stop.", nameof(id));
        var signed = Signed(id, Timestamp(at), body);
        return string.Join(' ', _keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    /// <summary>The value of the timestamp header.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a request comes from someone who knows a secret, and now. The headers as they came, null for one that did not.</summary>
    /// <param name="body">The very bytes that came: the same JSON written anew is another text.</param>
    public WebhookCheck Check(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures)) return WebhookCheck.HeadersMissing;
        if (!IsId(id) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return WebhookCheck.HeadersMalformed;
        var apart = now.ToUnixTimeSeconds() - seconds;
        if (apart > Tolerance.TotalSeconds) return WebhookCheck.TooOld;
        if (apart < -Tolerance.TotalSeconds) return WebhookCheck.TooEarly;
        return AnyFits(signatures, Signed(id, timestamp, body)) ? WebhookCheck.Genuine : WebhookCheck.NoSignatureFits;
    }

    // Every pair is compared, and each in constant time, so that the time taken says nothing about a signature.
    bool AnyFits(string signatures, byte[] signed)
    {
        var given = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(s => s.StartsWith(Version, StringComparison.Ordinal)).Select(s => BytesOf(s[Version.Length..])).ToList();
        var fits = false;
        foreach (var expected in _keys.Select(key => HMACSHA256.HashData(key, signed)))
            foreach (var signature in given) fits |= CryptographicOperations.FixedTimeEquals(expected, signature);
        return fits;
    }

    static byte[] Signed(string id, string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];

    static bool IsId(string id) => id.Length > 0 && id.All(c => c is > ' ' and < '\u007f' and not '.');

    static byte[]? KeyOf(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && BytesOf(secret[SecretPrefix.Length..]) is { Length: >= 24 and <= 64 } key ? key : null;

    // Empty if it is not base64.
    static byte[] BytesOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : [];
    }
}
