using Proactive.Engine.Events;

namespace Proactive.Engine.Tests.Pipeline;

public sealed class EventVolumeTests
{
    static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void A_flood_is_unusual_when_it_exceeds_the_multiple_of_the_median_day()
    {
        var volume = After(days: 14, aDay: 100);
        Count(volume, Today, 499);
        Assert.False(volume.IsUnusual(Today, 5, 50));
        volume.Count(Today);
        Assert.True(volume.IsUnusual(Today, 5, 50));
        Assert.False(volume.IsUnusual(Today.AddDays(1), 5, 50));
    }

    [Fact]
    public void One_earlier_flood_does_not_make_the_next_one_usual()
    {
        var volume = After(days: 14, aDay: 100);
        Count(volume, Today.AddDays(-3), 10_000);
        Count(volume, Today, 500);
        Assert.True(volume.IsUnusual(Today, 5, 50));
    }

    [Fact]
    public void Few_events_are_never_unusual_and_a_week_is_needed_to_know_what_is_usual()
    {
        var quiet = After(days: 14, aDay: 1);
        Count(quiet, Today, 999);
        Assert.False(quiet.IsUnusual(Today, 5, 1000));

        var young = After(days: EventVolume.DaysToKnow - 1, aDay: 10);
        Count(young, Today, 100_000);
        Assert.False(young.IsUnusual(Today, 5, 1000));
    }

    [Fact]
    public void Old_days_are_forgotten_and_the_rest_is_read_as_it_was_written()
    {
        var volume = After(days: 60, aDay: 3);
        volume.Count(Today);
        Assert.Equal(EventVolume.Days + 1, volume.ToString().Split(' ').Length);
        Assert.Equal(volume.ToString(), EventVolume.Parse(volume.ToString()).ToString());
        Assert.Equal("", EventVolume.Parse("").ToString());
    }

    static EventVolume After(int days, int aDay)
    {
        var volume = new EventVolume();
        for (var day = days; day > 0; day--) Count(volume, Today.AddDays(-day), aDay);
        return volume;
    }

    static void Count(EventVolume volume, DateOnly day, int times)
    {
        for (var i = 0; i < times; i++) volume.Count(day);
    }
}
