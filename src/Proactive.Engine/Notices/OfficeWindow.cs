using Proactive.Engine.Rules;

namespace Proactive.Engine.Notices;

/// <summary>Moves a moment into office hours. It postpones and never drops.</summary>
public static class OfficeWindow
{
    /// <summary><paramref name="local"/> itself if offices are open then, else the next opening.</summary>
    public static DateTime OnOrAfter(Country country, DateTime local)
    {
        var (from, until) = (country.OfficeHours.From, country.OfficeHours.Until);
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (country.Calendar.IsWorkday(date) && time < until) return time < from ? date.ToDateTime(from) : local;
        do date = date.AddDays(1);
        while (!country.Calendar.IsWorkday(date));
        return date.ToDateTime(from);
    }

    /// <summary>The same for an instant, read on the country's clock.</summary>
    public static WallTime OnOrAfter(Country country, DateTimeOffset moment) =>
        WallTime.Of(OnOrAfter(country, country.LocalTime(moment)), country.Zone);
}
