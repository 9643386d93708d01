using System.Globalization;
using System.Runtime.CompilerServices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>How a language writes dates: its month and weekday names and their order, from <c>templates/&lt;locale&gt;/words.yaml</c>.</summary>
sealed record Words(IReadOnlyList<string> Months, IReadOnlyList<string> Weekdays, string DateFormat, string ShortDateFormat)
{
    /// <summary>The highest LIX that texts may have; null: not said.</summary>
    public int? ReadingLimit { get; init; }

    /// <summary>Link texts that say nothing when they are read alone, in lower case: <c>read more</c>.</summary>
    public IReadOnlyList<string> DeadLinkText { get; init; } = [];

    /// <summary>A part of a word that stands wherever a notice says how to object; null: not said.</summary>
    public string? Objection { get; init; }

    /// <summary>With the weekday and the year: <c>torsdag den 26. november 2026</c>. No line ends between day and month.</summary>
    public string Date(DateOnly date) => Format(DateFormat, date);

    /// <summary>For headings: <c>26. november</c>.</summary>
    public string ShortDate(DateOnly date) => Format(ShortDateFormat, date);

    string Format(string format, DateOnly date)
    {
        var text = new DefaultInterpolatedStringHandler(format.Length + 16, 4, CultureInfo.InvariantCulture);
        for (var rest = format.AsSpan(); !rest.IsEmpty;)
        {
            var open = rest.IndexOf('{');
            var close = open < 0 ? -1 : rest[open..].IndexOf('}') + open;
            if (close <= open)
            {
                text.AppendFormatted(rest);
                break;
            }

            text.AppendFormatted(rest[..open]);
            switch (rest[(open + 1)..close])
            {
                case "weekday": text.AppendLiteral(Weekdays[((int)date.DayOfWeek + 6) % 7]); break;
                case "day": text.AppendFormatted(date.Day); break;
                case "month": text.AppendLiteral(Months[date.Month - 1]); break;
                case "year": text.AppendFormatted(date.Year); break;
                default: text.AppendFormatted(rest[open..(close + 1)]); break;
            }

            rest = rest[(close + 1)..];
        }

        return text.ToStringAndClear();
    }

    public static Words? Read(YamlNode root, ProblemList problems)
    {
        var fields = YamlFields.Of(root, problems, "words.yaml");
        var (months, weekdays) = (Names(fields, "months", 12, problems), Names(fields, "weekdays", 7, problems));
        var (date, shortDate) = (fields.Text("date", required: true), fields.Text("shortDate", required: true));
        var (dead, objection, limit) = (fields.Texts("deadLinkText"), fields.Text("objection"), ReadLimit(fields.Optional("readingLevel"), problems));
        fields.Done();
        return months is null || weekdays is null || date is null || shortDate is null ? null : new Words(months, weekdays, Unbroken(date.Text), Unbroken(shortDate.Text))
        {
            ReadingLimit = limit,
            DeadLinkText = [.. dead.Select(d => d.Text.ToLowerInvariant())],
            Objection = objection?.Text,
        };
    }

    static int? ReadLimit(YamlNode? node, ProblemList problems)
    {
        if (node is null) return null;
        var fields = YamlFields.Of(node, problems, "'readingLevel'");
        var limit = fields.Int("limit", 20, 80);
        fields.Done();
        return limit;
    }

    // With no-break spaces from the day to the month, or from the month to the day.
    static string Unbroken(string format)
    {
        var (day, month) = (format.IndexOf("{day}", StringComparison.Ordinal), format.IndexOf("{month}", StringComparison.Ordinal));
        if (day < 0 || month < 0) return format;
        var (from, until) = (Math.Min(day, month), Math.Max(day, month));
        return format[..from] + format[from..until].Replace(' ', '\u00a0') + format[until..];
    }

    static IReadOnlyList<string>? Names(YamlFields fields, string key, int count, ProblemList problems)
    {
        var names = fields.Texts(key);
        if (names.Count == count) return [.. names.Select(n => n.Text)];
        problems.Add(fields.Map[key] ?? fields.Map, $"'{key}' needs {count} names");
        return null;
    }
}
