using System.Globalization;
using System.Security.Cryptography;

namespace Proactive.Cosmos.Citizens;

/// <summary>
/// Numbers for lines of the log, each higher than the one before: the machine's time, and at the end digits that tell processes apart.
/// The machine's, and not a clock that was given: lines of a rehearsed year follow each other as they are written, too.
/// </summary>
sealed class LineNumbers
{
    const int ProcessBits = 12;
    static readonly DateTime Beginning = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly long _process = RandomNumberGenerator.GetInt32(1 << ProcessBits);
    long _last;

    /// <summary>19 digits.</summary>
    public string Next()
    {
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(last + 1, (TimeProvider.System.GetUtcNow().UtcDateTime - Beginning).Ticks / TimeSpan.TicksPerMicrosecond);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return (next << ProcessBits | _process).ToString("d19", CultureInfo.InvariantCulture);
    }
}
