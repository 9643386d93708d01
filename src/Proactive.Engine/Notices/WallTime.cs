namespace Proactive.Engine.Notices;

/// <summary>A moment as people mean it: a date and a time on the wall of a place. Kept as said, so that a change of zone rules moves the instant and not the intent.</summary>
/// <param name="Zone">IANA name.</param>
public readonly record struct WallTime(DateOnly Date, TimeOnly Time, string Zone)
{
    public static WallTime Of(DateTime local, TimeZoneInfo zone) => new(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone.Id);

    /// <summary>The instant. A time that the spring clock change skips becomes the first valid one after it; one that autumn repeats is its first occurrence.</summary>
    public DateTimeOffset ToInstant()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var local = Date.ToDateTime(Time);
        while (zone.IsInvalidTime(local)) local = NextQuarter(local);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    // Every zone in use changes its clock on a quarter of an hour.
    static DateTime NextQuarter(DateTime local) => new((local.Ticks / Quarter * Quarter) + Quarter);

    const long Quarter = 15 * TimeSpan.TicksPerMinute;

    public override string ToString() => $"{Date:yyyy-MM-dd}T{Time:HH:mm} {Zone}";
}
