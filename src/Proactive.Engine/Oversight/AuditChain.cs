using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Oversight;

/// <summary>
/// Chains the audit log: each line's hash covers the line and the hash before it (HMAC-SHA256), so that nobody without the key can
/// change, take out or put in a line without the chain breaking there. What was cut off at the end shows only to whoever noted the last hash.
/// </summary>
/// <param name="key">32 bytes.</param>
public sealed class AuditChain(byte[] key)
{
    /// <summary>The hash before the first line.</summary>
    public static string Beginning { get; } = new('0', 64);

    public AuditLine Add(AuditLine? last, AuditEntry entry)
    {
        var number = (last?.Number ?? 0) + 1;
        return new AuditLine(number, entry, HashOf(last?.Hash ?? Beginning, number, entry));
    }

    /// <summary>Whether <paramref name="line"/> follows <paramref name="last"/> as it was written.</summary>
    public bool Follows(AuditLine? last, AuditLine line) => Add(last, line.Entry) is var meant && meant.Number == line.Number
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(meant.Hash), Encoding.ASCII.GetBytes(line.Hash));

    string HashOf(string before, long number, AuditEntry entry)
    {
        // Each part with its length, so that no two entries read the same.
        var text = new StringBuilder(before);
        foreach (var part in new[] { number.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O"), entry.Who, entry.Role, entry.What, entry.Subject, entry.Why })
            text.Append(CultureInfo.InvariantCulture, $"\n{part?.Length ?? -1}:{part}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text.ToString())));
    }
}
