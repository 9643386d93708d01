using System.Globalization;
using Proactive.Web.Pages;

namespace Proactive.Web.Administration.Parts;

/// <summary>Numbers as people of each language read them.</summary>
static class StaffNumbers
{
    const int MinutesAnHour = 60;
    const int MinutesADay = 24 * MinutesAnHour;
    const int MinutesAWeek = 7 * MinutesADay;

    /// <summary>In groups of three, e.g. <c>12 400</c>; the space does not break.</summary>
    public static string Number(this Phrases words, long number) => number.ToString("N0", FormatOf(words));

    public static string Decimal(this Phrases words, double number) => number.ToString("N1", FormatOf(words));

    /// <summary>A share as whole percent, e.g. <c>42 %</c>; a dash where there is nothing to share.</summary>
    public static string Share(this Phrases words, long part, long whole) => whole == 0 ? "–" : $"{Math.Round(100.0 * part / whole).ToString("N0", FormatOf(words))}\u00a0%";

    /// <summary>A bucket of delays, by its upper bound in minutes or <c>more</c>: <c>≤ 4 h</c>.</summary>
    public static string Delay(this Phrases words, string label) => int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes switch
    {
        < MinutesAnHour => words.With("administration.within-minutes", ("count", minutes)),
        < MinutesAWeek => words.With("administration.within-hours", ("count", minutes / MinutesAnHour)),
        _ => words.With("administration.within-days", ("count", minutes / MinutesADay)),
    } : words["administration.longer"];

    static NumberFormatInfo FormatOf(Phrases words) => words.Locale == "en" ? Point : Comma;

    static NumberFormatInfo Point { get; } = new() { NumberDecimalSeparator = ".", NumberGroupSeparator = "\u00a0" };

    static NumberFormatInfo Comma { get; } = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u00a0" };
}
