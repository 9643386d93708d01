using System.Globalization;

namespace Proactive.Engine.Events;

/// <summary>
/// How many events of one type came on each of the last days. Eight times as many address changes as usual are a registry's
/// clean-up, not people moving: what is beyond a multiple of the usual day is held for a person to release.
/// </summary>
public sealed class EventVolume
{
    /// <summary>Days looked back on.</summary>
    public const int Days = 28;

    /// <summary>With events on fewer days than this nobody can say what is usual, and nothing is held.</summary>
    public const int DaysToKnow = 7;

    readonly SortedDictionary<DateOnly, int> _counts = [];

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static EventVolume Parse(string text)
    {
        var volume = new EventVolume();
        foreach (var day in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            volume._counts[DateOnly.ParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)] = int.Parse(day.AsSpan(11), CultureInfo.InvariantCulture);
        return volume;
    }

    /// <summary>Counts one event that came on <paramref name="day"/>.</summary>
    public void Count(DateOnly day)
    {
        _counts[day] = _counts.GetValueOrDefault(day) + 1;
        foreach (var old in _counts.Keys.TakeWhile(d => d < day.AddDays(-Days)).ToList()) _counts.Remove(old);
    }

    /// <summary>True if so many have come on <paramref name="day"/> that the next one is not usual.</summary>
    /// <param name="multiple">Of the median day.</param>
    /// <param name="from">Fewer than this many a day are never unusual.</param>
    public bool IsUnusual(DateOnly day, double multiple, int from)
    {
        if (_counts.GetValueOrDefault(day) is var today && today < from) return false;
        var before = _counts.Where(d => d.Key < day).Select(d => d.Value).Order().ToList();
        return before.Count >= DaysToKnow && today >= before[before.Count / 2] * multiple;
    }

    public override string ToString() => string.Join(' ', _counts.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key:yyyy-MM-dd}={d.Value}")));
}
