using System.Globalization;

namespace Proactive.Web.Administration.Figures;

/// <summary>One bar of a plot.</summary>
/// <param name="Text">Its value, written out.</param>
public sealed record Bar(string Label, double Value, string Text);

/// <summary>Where things stand in a plot. Lengths across are in percent, so that a plot is as wide as there is room; down they are in pixels. Pure.</summary>
static class PlotLayout
{
    public const int RowHeight = 46;
    public const int BarTop = 22;
    public const int BarHeight = 14;
    public const int ColumnsHeight = 96;

    const int LongestLabel = 30;
    const double LeastToSee = 0.6;

    /// <summary>How long a bar is, in percent of the longest; what is not nothing can be seen.</summary>
    public static string Length(double value, double longest) => Percent(longest <= 0 || value <= 0 ? 0 : Math.Max(LeastToSee, 100 * value / longest));

    /// <summary>Where the column with this place begins, and how wide it is.</summary>
    public static (string Left, string Width) Column(int place, int of) => (Percent(100.0 * place / of), Percent(80.0 / of));

    /// <summary>How high a column is.</summary>
    public static int Height(long value, long highest) => highest <= 0 || value <= 0 ? 0 : Math.Max(1, (int)Math.Round(ColumnsHeight * (double)value / highest));

    /// <summary>As much of a label as has room on a phone; the table beside has all of it.</summary>
    public static string Short(string label) => label.Length <= LongestLabel ? label : $"{label[..(LongestLabel - 1)].TrimEnd()}…";

    static string Percent(double share) => $"{share.ToString("0.##", CultureInfo.InvariantCulture)}%";
}
