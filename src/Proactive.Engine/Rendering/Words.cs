using System.Globalization;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>How a language writes dates: its month and weekday names and their order, from <c>templates/&lt;locale&gt;/words.yaml</c>.</summary>
sealed record Words(IReadOnlyList<string> Months, IReadOnlyList<string> Weekdays, string DateFormat, string ShortDateFormat)
{
    /// <summary>With the weekday and the year: <c>torsdag den 26. november 2026</c>.</summary>
    public string Date(DateOnly date) => Format(DateFormat, date);

    /// <summary>For headings: <c>26. november</c>.</summary>
    public string ShortDate(DateOnly date) => Format(ShortDateFormat, date);

    string Format(string format, DateOnly date) => format
        .Replace("{weekday}", Weekdays[((int)date.DayOfWeek + 6) % 7], StringComparison.Ordinal)
        .Replace("{day}", date.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{month}", Months[date.Month - 1], StringComparison.Ordinal)
        .Replace("{year}", date.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static Words? Read(YamlNode root, ProblemList problems)
    {
        var fields = YamlFields.Of(root, problems, "words.yaml");
        var (months, weekdays) = (Names(fields, "months", 12, problems), Names(fields, "weekdays", 7, problems));
        var (date, shortDate) = (fields.Text("date", required: true), fields.Text("shortDate", required: true));
        fields.Done();
        return months is null || weekdays is null || date is null || shortDate is null ? null : new Words(months, weekdays, date.Text, shortDate.Text);
    }

    static IReadOnlyList<string>? Names(YamlFields fields, string key, int count, ProblemList problems)
    {
        var names = fields.Texts(key);
        if (names.Count == count) return [.. names.Select(n => n.Text)];
        problems.Add(fields.Map[key] ?? fields.Map, $"'{key}' needs {count} names");
        return null;
    }
}
