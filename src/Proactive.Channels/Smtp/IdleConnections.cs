namespace Proactive.Channels.Smtp;

/// <summary>Sessions that wait for another message; each for half a minute at most, which is less than any relay's patience.</summary>
sealed class IdleConnections : IAsyncDisposable
{
    static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(30);

    readonly TimeProvider _clock;
    readonly Lock _lock = new();
    readonly List<(IRelaySession Connection, long Since)> _idle = [];
    readonly ITimer _sweep;
    bool _closed;

    public IdleConnections(TimeProvider clock)
    {
        _clock = clock;
        _sweep = clock.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The one used last, so that those which are not needed grow old; null if there is none.</summary>
    public async ValueTask<IRelaySession?> Take()
    {
        while (TakeLast() is { } last)
        {
            if (last.IsAlive) return last;
            await last.DisposeAsync();
        }

        return null;
    }

    public async ValueTask Put(IRelaySession connection)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _idle.Add((connection, _clock.GetTimestamp()));
                if (_idle.Count == 1) _sweep.Change(MaxIdle, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        await connection.Quit(_clock);
    }

    public async ValueTask DisposeAsync()
    {
        List<(IRelaySession Connection, long Since)> left;
        lock (_lock)
        {
            _closed = true;
            left = [.. _idle];
            _idle.Clear();
        }

        await _sweep.DisposeAsync();
        await Task.WhenAll(left.Select(idle => idle.Connection.Quit(_clock)));
    }

    IRelaySession? TakeLast()
    {
        lock (_lock)
        {
            if (_idle.Count == 0) return null;
            var last = _idle[^1].Connection;
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    void Sweep()
    {
        lock (_lock)
        {
            while (_idle is [var oldest, ..])
            {
                var left = MaxIdle - _clock.GetElapsedTime(oldest.Since);
                if (left > TimeSpan.Zero)
                {
                    // A timer counts whole milliseconds and may come a little early.
                    _sweep.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                    return;
                }

                _idle.RemoveAt(0);
                _ = oldest.Connection.Quit(_clock);
            }
        }
    }
}
