using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine.Oversight;

/// <summary>
/// Chains the audit log: each line's hash covers the line and the hash before it (HMAC-SHA256), so that nobody without the key can
/// change, take out or put in a line without the chain breaking there. What was cut off at the end shows by a note that only the key can
/// make, and to whoever noted the last hash elsewhere, even where log and note together were put back to what they once were.
/// </summary>
/// <param name="key">32 bytes.</param>
public sealed class AuditChain(byte[] key)
{
    /// <summary>The hash before the first line.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>The line that follows <paramref name="last"/>. Control characters in its texts become blanks: a line is one line.</summary>
    public AuditLine Add(AuditLine? last, AuditEntry entry)
    {
        entry = entry with { Who = Blank(entry.Who)!, Role = Blank(entry.Role)!, What = Blank(entry.What)!, Subject = Blank(entry.Subject), Why = Blank(entry.Why) };
        var number = (last?.Number ?? 0) + 1;
        return new AuditLine(number, entry, HashOf(last?.Hash ?? Beginning, number, entry));
    }

    /// <summary>Whether <paramref name="line"/> follows <paramref name="last"/> as it was written.</summary>
    public bool Follows(AuditLine? last, AuditLine line) =>
        line.Number == (last?.Number ?? 0) + 1 && IsEqual(HashOf(last?.Hash ?? Beginning, line.Number, line.Entry), line.Hash);

    /// <summary>The note that says where the log ends.</summary>
    /// <param name="last">Null: it has no lines.</param>
    public AuditEnd EndAt(AuditLine? last) => new(last?.Number ?? 0, Keyed($"end\n{last?.Number ?? 0}\n{last?.Hash ?? Beginning}"));

    /// <summary>Checks the whole log, oldest line first.</summary>
    /// <param name="end">The note of its end, read before the lines: whatever was added since comes after it. Null: it is gone, and so the log is not whole.</param>
    public async Task<AuditCheck> Check(IAsyncEnumerable<AuditLine> lines, AuditEnd? end)
    {
        AuditLine? last = null;
        var isWhole = end is not null && end.Number == 0 && IsEnd(end, last);
        await foreach (var line in lines)
        {
            // One written after others were cut off follows, and yet is not the one that was noted.
            if (!Follows(last, line) || (end?.Number == line.Number && !IsEnd(end, line))) return Found(isWhole: false);
            last = line;
            isWhole |= end?.Number == line.Number;
        }

        return Found(isWhole);

        AuditCheck Found(bool isWhole) => new(last?.Number ?? 0, last?.Hash ?? Beginning, isWhole);
    }

    bool IsEnd(AuditEnd end, AuditLine? last) => IsEqual(EndAt(last).Seal, end.Seal);

    string HashOf(string before, long number, AuditEntry entry)
    {
        // Each part with its length, so that no two entries read the same.
        var text = new StringBuilder(before);
        foreach (var part in new[] { number.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O"), entry.Who, entry.Role, entry.What, entry.Subject, entry.Why })
            text.Append(CultureInfo.InvariantCulture, $"\n{part?.Length ?? -1}:{part}");
        return Keyed(text.ToString());
    }

    string Keyed(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    static bool IsEqual(string meant, string found) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(meant), Encoding.UTF8.GetBytes(found));

    static string? Blank(string? text) => text is null || !text.Any(char.IsControl) ? text : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
