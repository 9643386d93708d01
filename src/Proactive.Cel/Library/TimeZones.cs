using System.Globalization;

namespace Proactive.Cel.Library;

/// <summary>Time zones by IANA name or fixed offset, and the local date and time they give a timestamp.</summary>
static class TimeZones
{
    /// <summary>The local time, null for an unknown zone or a time outside the years 1 to 9999.</summary>
    public static DateTime? Local(CelValue timestamp, string zone)
    {
        var utc = DateTime.UnixEpoch.AddTicks(timestamp.Bits * TimeSpan.TicksPerSecond);
        if (Offset(utc, zone) is not { } offset)
            return null;
        var ticks = utc.Ticks + offset.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : null;
    }

    static TimeSpan? Offset(DateTime utc, string zone)
    {
        if (zone is "UTC" or "")
            return TimeSpan.Zero;
        if (zone.Contains(':', StringComparison.Ordinal))
            return FixedOffset(zone);
        // A name becomes a file name on some systems; nothing but a zone may be read.
        if (!char.IsAsciiLetter(zone[0]) || !zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') || zone.Length > 64)
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.GetUtcOffset(utc) : null;
    }

    static TimeSpan? FixedOffset(string zone)
    {
        var sign = zone[0] == '-' ? -1 : 1;
        var digits = zone[0] is '-' or '+' ? zone[1..] : zone;
        return TimeSpan.TryParseExact(digits, @"hh\:mm", CultureInfo.InvariantCulture, out var offset) ? sign * offset : null;
    }
}
