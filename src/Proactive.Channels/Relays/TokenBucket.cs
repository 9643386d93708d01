namespace Proactive.Channels.Relays;

/// <summary>Lets callers through one by one at an even rate; a rate without bursts, because relays count by the second.</summary>
/// <param name="perSecond">Null: no limit.</param>
sealed class TokenBucket(int? perSecond, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly long _interval = perSecond is { } rate ? Math.Max(1, clock.TimestampFrequency / rate) : 0;
    long _next = clock.GetTimestamp();

    /// <summary>Waits for the caller's turn. A turn that is given up by cancelling is not given to another.</summary>
    public async ValueTask Take(CancellationToken cancellation)
    {
        if (_interval == 0) return;
        long turn;
        lock (_lock)
        {
            turn = Math.Max(_next, clock.GetTimestamp());
            _next = turn + _interval;
        }

        while (clock.GetElapsedTime(clock.GetTimestamp(), turn) is var wait && wait > TimeSpan.Zero)
            // A timer counts whole milliseconds, rounded down.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), clock, cancellation);
    }
}
