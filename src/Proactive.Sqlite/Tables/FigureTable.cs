using System.Globalization;
using Proactive.Engine.Oversight;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>What is counted by day. Adds up in memory what one transaction counts, and writes it at its end: hundreds of files count the same few figures.</summary>
sealed class FigureTable(Connection connection)
{
    const string DayFormat = "yyyy-MM-dd";

    readonly Statement _add = new(
        connection,
        "INSERT INTO figures (day, name, guide, label, n) VALUES ($day, $name, $guide, $label, $n) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        "$day", "$name", "$guide", "$label", "$n");

    readonly Statement _read = new(
        connection, "SELECT day, name, guide, label, n FROM figures WHERE day BETWEEN $from AND $to AND n <> 0 ORDER BY day, name, guide, label", "$from", "$to");

    readonly Dictionary<Figure, long> _counted = [];

    public void Count(IReadOnlyList<FigureCount> figures)
    {
        foreach (var (figure, count) in figures) _counted[figure] = _counted.GetValueOrDefault(figure) + count;
    }

    /// <summary>Before the commit.</summary>
    public void WriteCounted()
    {
        foreach (var (figure, count) in _counted.Where(c => c.Value != 0)) _add.Run(Text(figure.Day), figure.Name, figure.Guide, figure.Label, count);
        _counted.Clear();
    }

    /// <summary>The transaction was rolled back.</summary>
    public void ForgetCounted() => _counted.Clear();

    public IReadOnlyList<FigureCount> Read(DateOnly from, DateOnly to) => _read.Query(
        row => new FigureCount(new Figure(DateOnly.ParseExact(row.Text(0), DayFormat, CultureInfo.InvariantCulture), row.Text(1), row.Text(2), row.Text(3)), row.Number(4)),
        Text(from), Text(to));

    static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
