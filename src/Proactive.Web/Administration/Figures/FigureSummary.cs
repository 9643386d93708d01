using System.Globalization;
using Proactive.Engine.Oversight;

namespace Proactive.Web.Administration.Figures;

/// <summary>What was counted in some days, added up in the ways the page shows it. Pure.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last.</param>
public sealed record FigureSummary(DateOnly From, DateOnly To, IReadOnlyList<FigureCount> Counts)
{
    /// <summary>What fewer citizens than this have said is not shown: it might lead to one of them.</summary>
    public const int FewestAnswers = 5;

    // More columns than this are too thin to see.
    const int MostDays = 31;
    const int Week = 7;

    /// <summary>The first days of the columns: every day or, in a long time, every week.</summary>
    public IReadOnlyList<DateOnly> Columns => [.. Enumerable.Range(0, (To.DayNumber - From.DayNumber) / Step + 1).Select(i => From.AddDays(i * Step))];

    public bool IsByWeek => Step == Week;

    int Step => To.DayNumber - From.DayNumber < MostDays ? 1 : Week;

    /// <summary>How often in each of the <see cref="Columns"/>.</summary>
    public IReadOnlyList<long> ByColumn(string name, string label)
    {
        var counts = new long[Columns.Count];
        foreach (var (figure, count) in Counts.Where(c => c.Figure.Name == name && c.Figure.Label == label)) counts[(figure.Day.DayNumber - From.DayNumber) / Step] += count;
        return counts;
    }

    public long Total(string name, Func<string, bool> isLabel) => Counts.Where(c => c.Figure.Name == name && isLabel(c.Figure.Label)).Sum(c => c.Count);

    public long Total(string name) => Total(name, _ => true);

    /// <summary>Life events with this figure, the most frequent first, and how often by label.</summary>
    public IReadOnlyList<(string Guide, IReadOnlyDictionary<string, long> Labels)> ByGuide(string name) =>
    [
        .. Counts.Where(c => c.Figure.Name == name).GroupBy(c => c.Figure.Guide)
            .Select(g => (g.Key, (IReadOnlyDictionary<string, long>)g.GroupBy(c => c.Figure.Label).ToDictionary(l => l.Key, l => l.Sum(c => c.Count))))
            .OrderByDescending(g => g.Item2.Values.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal),
    ];

    /// <summary>Notices that came into a state, by channel.</summary>
    public long Notices(string state, string? channel = null) => Total(FigureName.Notices, label => channel is null ? label.StartsWith($"{state} ", StringComparison.Ordinal) : label == $"{state} {channel}");

    /// <summary>Notices that were handed over by this channel and did not come back.</summary>
    public long Reached(string channel) => Math.Max(0, Notices("sent", channel) - Notices("bounced", channel));

    /// <summary>The bucket that holds this share of the delays, as its label says it: an upper bound in minutes, or <c>more</c>; null: there are none.</summary>
    public static string? Percentile(IReadOnlyDictionary<string, long> delays, double share)
    {
        var (all, seen) = (delays.Values.Sum(), 0L);
        foreach (var label in DelayLabels)
        {
            seen += delays.GetValueOrDefault(label);
            if (all > 0 && seen >= share * all) return label;
        }

        return null;
    }

    /// <summary>The buckets in their order.</summary>
    public static IReadOnlyList<string> DelayLabels { get; } = [.. FigureName.DelayBuckets.Select(b => b.ToString(CultureInfo.InvariantCulture)), "more"];

    /// <summary>The mean of marks by how often each was given; null: too few citizens have said.</summary>
    public static double? Mean(IReadOnlyDictionary<string, long> marks)
    {
        var count = marks.Values.Sum();
        return count < FewestAnswers ? null : marks.Sum(m => double.Parse(m.Key, CultureInfo.InvariantCulture) * m.Value) / count;
    }

    /// <summary>Whether a label of <see cref="FigureName.Journeys"/> or <see cref="FigureName.Authorities"/> says two or more.</summary>
    public static bool IsSeveral(string label) => int.TryParse(label.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 2;
}
