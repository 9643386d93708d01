using Proactive.Channels.Relays;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

public sealed class TokenBucketTests
{
    readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(350)]
    public async Task Many_callers_at_once_are_let_through_at_exactly_the_rate(int perSecond)
    {
        var bucket = new TokenBucket(perSecond, _clock);
        var through = 0;
        var callers = Enumerable.Range(0, (5 * perSecond) + 1).Select(async _ =>
        {
            await bucket.Take(Stop);
            Interlocked.Increment(ref through);
        }).ToList();
        Assert.Equal(1, through);
        for (var second = 1; second <= 5; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            // A timer may be a millisecond late, never early.
            Assert.InRange(through, (second * perSecond) - (perSecond / 100) - 1, (second * perSecond) + 1);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(2));
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task One_caller_after_the_other_waits_each_time_and_what_was_not_used_is_not_saved_up()
    {
        var bucket = new TokenBucket(10, _clock);
        await bucket.Take(Stop);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await bucket.Take(Stop);
        var next = bucket.Take(Stop).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(2));
        await next;
    }

    [Fact]
    public async Task Without_a_limit_nobody_waits()
    {
        var bucket = new TokenBucket(null, _clock);
        for (var i = 0; i < 1000; i++) await bucket.Take(Stop);
        Assert.Equal(0, _clock.GetTimestamp());
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var bucket = new TokenBucket(1, _clock);
        await bucket.Take(Stop);
        var waiting = bucket.Take(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
