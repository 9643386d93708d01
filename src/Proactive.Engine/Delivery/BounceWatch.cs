namespace Proactive.Engine.Delivery;

/// <summary>Counts what is sent and what comes back on a day, in memory. If far too much comes back, a relay or an import is broken, and going on would send everybody a letter.</summary>
/// <param name="share">Of a day's messages, above which it is too much.</param>
/// <param name="from">Fewer are never too much.</param>
sealed class BounceWatch(double share, int from)
{
    readonly Lock _lock = new();
    DateOnly _day;
    int _sent, _bounced;

    public void Sent(DateTimeOffset now)
    {
        lock (_lock)
        {
            Begin(now);
            _sent++;
        }
    }

    /// <summary>Counts a bounce; true if it is one too many. Then counting begins anew, for when somebody has looked and lets sending go on.</summary>
    public bool IsFlood(DateTimeOffset now)
    {
        lock (_lock)
        {
            Begin(now);
            if (++_bounced < from || _bounced <= share * _sent) return false;
            (_sent, _bounced) = (0, 0);
            return true;
        }
    }

    // What comes back today may have been sent yesterday, so half of yesterday counts.
    void Begin(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (today == _day) return;
        (_sent, _bounced) = today == _day.AddDays(1) ? (_sent / 2, _bounced / 2) : (0, 0);
        _day = today;
    }
}
