using System.Collections.Concurrent;
using System.Globalization;
using Proactive.Engine.Delivery;

namespace Proactive.Web.Registries;

/// <summary>
/// Signed requests that came already. A copy by somebody who does not know the secret has the same id and the same time; a sender's
/// own next try has the same id and a time of its own. Remembered until the time alone would keep a copy out. Thread-safe.
/// </summary>
sealed class SeenWebhooks(TimeProvider clock)
{
    // A request may be that much from the future, and is good for as long after its time.
    static readonly TimeSpan Remembered = 2 * WebhookSignature.Tolerance + TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<(string Sender, string Id, string Timestamp), DateTimeOffset> _seen = new();
    long _swept;

    /// <summary>True for the first of its kind only.</summary>
    public bool IsNew(string sender, string id, string timestamp)
    {
        var now = clock.GetUtcNow();
        Sweep(now);
        // 060 and 60 are the same second.
        return _seen.TryAdd((sender, id, long.Parse(timestamp, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)), now + Remembered);
    }

    void Sweep(DateTimeOffset now)
    {
        var before = Interlocked.Read(ref _swept);
        if (now.UtcTicks - before < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _swept, now.UtcTicks, before) != before) return;
        foreach (var (request, until) in _seen)
            if (until < now) _seen.TryRemove(request, out _);
    }
}
