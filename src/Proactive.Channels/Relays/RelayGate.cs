using Polly;
using Polly.CircuitBreaker;
using Proactive.Engine.Delivery;
using Outcome = Proactive.Engine.Delivery.Outcome;

namespace Proactive.Channels.Relays;

/// <summary>
/// Spares a relay: no more messages than its rate allows, and none at all for a while after it has proved to be down, so that an
/// outage costs a few messages a try and not all of them all their tries.
/// </summary>
sealed class RelayGate
{
    static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    // A relay that asks for a day, by mistake or not, is asked again within the hour.
    static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    // How long the others wait for what becomes of the one message that tries a relay after a break.
    static readonly TimeSpan Trial = TimeSpan.FromSeconds(5);

    readonly TimeProvider _clock;
    readonly TokenBucket _rate;
    readonly CircuitBreakerStateProvider _breaker = new();
    readonly ResiliencePipeline<Sent> _pipeline;
    readonly Lock _lock = new();
    DateTimeOffset _closedUntil;
    DateTimeOffset _leftAloneUntil;

    /// <param name="maxPerSecond">Null: as many as come.</param>
    public RelayGate(int? maxPerSecond, TimeProvider clock)
    {
        _clock = clock;
        _rate = new TokenBucket(maxPerSecond, clock);
        _pipeline = new ResiliencePipelineBuilder<Sent> { TimeProvider = clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Sent>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDurationGenerator = args => ValueTask.FromResult(Close(BreakAfter(args.HalfOpenAttempts))),
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { RelayIsDown: true }),
            StateProvider = _breaker,
        }).Build();
    }

    /// <summary>As <see cref="IChannel.Enter"/> says.</summary>
    public async ValueTask<TimeSpan> Enter(CancellationToken cancellation)
    {
        if (LeftOfBreak() is var left && left > TimeSpan.Zero) return left;
        await _rate.Take(cancellation);
        // While it waited for its turn, the relay may have proved to be down.
        return Admit();
    }

    /// <summary>Sends, and learns from it how the relay is. While it is down, says so without sending.</summary>
    public async Task<Outcome> Pass(Func<CancellationToken, Task<Sent>> send, CancellationToken cancellation)
    {
        try
        {
            var sent = await _pipeline.ExecuteAsync(static async (send, cancellation) => await send(cancellation), send, cancellation);
            if (sent.LeaveAlone is { } wish) LeaveAlone(wish);
            return sent.Outcome;
        }
        catch (BrokenCircuitException)
        {
            return new Outcome.TryAgain("relay-down");
        }
    }

    TimeSpan LeftOfBreak()
    {
        var broken = _breaker.CircuitState != CircuitState.Closed;
        lock (_lock) return (broken && _closedUntil > _leftAloneUntil ? _closedUntil : _leftAloneUntil) - _clock.GetUtcNow();
    }

    TimeSpan Admit()
    {
        var state = _breaker.CircuitState;
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (now < _leftAloneUntil) return _leftAloneUntil - now;
            if (state == CircuitState.Closed) return TimeSpan.Zero;
            if (now < _closedUntil) return _closedUntil - now;
            // This one is let through; the breaker itself sees no more than one at a time.
            _closedUntil = now + Trial;
            return state == CircuitState.HalfOpen ? Trial : TimeSpan.Zero;
        }
    }

    void LeaveAlone(TimeSpan wish)
    {
        var until = _clock.GetUtcNow() + (wish < LongestWish ? wish : LongestWish);
        lock (_lock)
        {
            if (until > _leftAloneUntil) _leftAloneUntil = until;
        }
    }

    TimeSpan Close(TimeSpan duration)
    {
        lock (_lock) _closedUntil = _clock.GetUtcNow() + duration;
        return duration;
    }

    static TimeSpan BreakAfter(int failedTrials) => FirstBreak * Math.Pow(2, Math.Min(failedTrials, 10)) is var longer && longer < LongestBreak ? longer : LongestBreak;
}
