using Proactive.Engine;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>Not more in a second than was said.</summary>
public sealed class PaceTests
{
    [Fact]
    public async Task The_first_portion_goes_at_once_and_the_next_when_its_time_has_come()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
        var pace = new Pace(100, clock);
        Assert.Equal(25, pace.Portion);
        Assert.True(pace.Wait(25, CancellationToken.None).IsCompletedSuccessfully);
        var second = pace.Wait(25, CancellationToken.None);
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        await second;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 256)]
    public void A_portion_is_at_least_one_and_never_too_large_for_a_commit(int perSecond, int portion) => Assert.Equal(portion, new Pace(perSecond, TimeProvider.System).Portion);
}
