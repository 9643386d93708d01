namespace Proactive.Testing;

/// <summary>A clock that stands still until it is moved, and whose timers then fire in their order, each at its own time.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<Alarm> _alarms = [];
    TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _passed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + TimeSpan.FromTicks(GetTimestamp());

    public void Advance(TimeSpan by)
    {
        var end = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (NextUntil(end) is { } alarm) alarm.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    Alarm? NextUntil(TimeSpan end)
    {
        lock (_lock)
        {
            var next = _alarms.MinBy(a => a.Due);
            if (next is null || next.Due > end)
            {
                if (end > _passed) _passed = end;
                return null;
            }

            if (next.Due > _passed) _passed = next.Due;
            if (next.Period > TimeSpan.Zero) next.Due += next.Period;
            else _alarms.Remove(next);
            return next;
        }
    }

    sealed class Alarm(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }
        public TimeSpan Period { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._alarms.Remove(this);
                (Due, Period) = (clock._passed + dueTime, period);
                if (dueTime >= TimeSpan.Zero) clock._alarms.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
