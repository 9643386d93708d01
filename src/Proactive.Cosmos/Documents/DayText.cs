using System.Globalization;

namespace Proactive.Cosmos.Documents;

/// <summary>How days stand in documents.</summary>
static class DayText
{
    const string Format = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">It is no day.</exception>
    public static DateOnly Read(string? text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new InvalidDataException("a day in a document is damaged.");
}
