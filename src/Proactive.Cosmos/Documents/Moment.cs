using System.Globalization;

namespace Proactive.Cosmos.Documents;

/// <summary>How moments stand in documents: as text in UTC, exact to the tick and sorting as they follow each other. A number of JSON would lose ticks.</summary>
static class Moment
{
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Of the text, in characters.</summary>
    const int Length = 28;

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? moment) => moment is { } known ? Of(known) : null;

    /// <summary>A place in an order by moment and, within a moment, by <paramref name="name"/>.</summary>
    public static string Place(DateTimeOffset moment, string name) => $"{Of(moment)} {name}";

    /// <summary>Follows every place of this moment and comes before every later one.</summary>
    public static string EndOf(DateTimeOffset moment) => Of(moment) + "!";

    /// <summary>The moment of a text or of a place.</summary>
    /// <exception cref="InvalidDataException">It does not begin with a moment.</exception>
    public static DateTimeOffset Read(string? text) => TryRead(text) ?? throw new InvalidDataException("a moment in a document is damaged.");

    /// <summary>As <see cref="Read"/>; null if it does not begin with a moment.</summary>
    public static DateTimeOffset? TryRead(string? text) =>
        text?.Length >= Length && DateTime.TryParseExact(text[..Length], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
