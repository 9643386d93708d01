namespace Proactive.Engine.Rules;

/// <summary>What a country's rules share: languages (the official one first), time zone, office hours and holidays.</summary>
public sealed record Country(string Id, LocalizedText Name, IReadOnlyList<string> Languages, TimeZoneInfo Zone, OfficeHours OfficeHours, HolidayCalendar Calendar)
{
    /// <summary>The wall-clock time there.</summary>
    public DateTime LocalTime(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(LocalTime(now));
}

/// <summary>When notices may go out on a working day: from (inclusive) until (exclusive), local time.</summary>
public sealed record OfficeHours(TimeOnly From, TimeOnly Until);

/// <summary>One of the life themes under which a portal shows life events.</summary>
public sealed record Theme(string Id, LocalizedText Title);

/// <summary>An authority that contributes steps.</summary>
public sealed record Agency(string Id, LocalizedText Name, Uri? Url, Contact? Contact);

/// <summary>Whom to call, and when somebody answers.</summary>
public sealed record Contact(string Phone, LocalizedText Hours);
