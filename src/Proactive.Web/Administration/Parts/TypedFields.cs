using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Proactive.Web.Administration.Parts;

/// <summary>What somebody typed into the fields of a search, and how it stands in an address.</summary>
static class TypedFields
{
    /// <summary>Where the next page begins.</summary>
    public const string Before = "before";

    /// <summary>The fields that are not empty, without white space around them.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> fields, Func<string, string?> typed) =>
        fields.Select(f => (Name: f, Text: typed(f)?.Trim() ?? "")).Where(f => f.Text.Length > 0).ToDictionary(f => f.Name, f => f.Text);

    /// <summary>The beginning of a day <c>yyyy-MM-dd</c>, or of one so many days later; null: it is none.</summary>
    public static DateTimeOffset? DayOf(string? text, int later, TimeZoneInfo zone)
    {
        // Within a year of the ends of time there is no day after or no hour before.
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2 or > 9998) return null;
        var local = day.AddDays(later).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Where the page wanted begins; null: with the newest.</summary>
    public static long? BeforeOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The address of a page with a search, of what is older than <paramref name="before"/>.</summary>
    public static string Address(string page, IReadOnlyDictionary<string, string> typed, long? before)
    {
        var query = new QueryBuilder(typed);
        if (before is not null) query.Add(Before, before.Value.ToString(CultureInfo.InvariantCulture));
        return page + query.ToQueryString();
    }
}
