using System.Globalization;

namespace Proactive.Engine.Rules;

/// <summary>Reads <c>rules/&lt;country&gt;/country.yaml</c>, <c>agencies.yaml</c> and <c>rules/themes.yaml</c>.</summary>
static class CountryReader
{
    const string NoZoneData = "This machine has no time zone data, so no date can be worked out; install tzdata (or point TZDIR to where it is)";

    public static Country? Read(string id, YamlNode root, ProblemList problems)
    {
        var fields = YamlFields.Of(root, problems, "a country");
        var languages = fields.Texts("languages").Select(l => l.Text).ToList();
        if (languages.Count == 0) problems.Add(root, "'languages' is missing: list the official language first, e.g. [da, en]");
        var name = fields.Localized("name", languages, required: true);
        var zone = Zone(fields.Text("zone", required: true), problems);
        var hours = Hours(fields, problems);
        var holidays = fields.List("holidays").Select(h => ReadHoliday(h, problems)).OfType<Holiday>().ToList();
        fields.Done();
        return zone is null || hours is null || languages.Count == 0 ? null
            : new Country(id, name, languages, zone, hours, new HolidayCalendar(holidays));
    }

    static TimeZoneInfo? Zone(YamlScalar? node, ProblemList problems)
    {
        if (node is null) return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(node.Text, out var zone)) return zone;
        problems.Add(node, HasZoneData ? $"'{node.Text}' is not a time zone; use an IANA name such as Europe/Prague" : NoZoneData);
        return null;
    }

    /// <summary>The one problem to report if the machine lacks time zone data: all others follow from it.</summary>
    public static Problem? MissingZoneData(ProblemList problems) =>
        problems.All.Any(p => p.Message == NoZoneData) ? new Problem("time zones", 0, 0, NoZoneData) : null;

    // UTC is there without any data.
    static bool HasZoneData => TimeZoneInfo.GetSystemTimeZones().Any(z => z.Id.Contains('/', StringComparison.Ordinal));

    static OfficeHours? Hours(YamlFields country, ProblemList problems)
    {
        if (country.Required("officeHours") is not { } node) return null;
        var fields = YamlFields.Of(node, problems, "'officeHours'");
        var (from, to) = (Time(fields, "from", problems), Time(fields, "to", problems));
        fields.Done();
        if (from is null || to is null) return null;
        if (from < to) return new OfficeHours(from.Value, to.Value);
        problems.Add(node, "'from' must be before 'to'");
        return null;
    }

    static TimeOnly? Time(YamlFields fields, string key, ProblemList problems)
    {
        if (fields.Text(key, required: true) is not { } node) return null;
        if (TimeOnly.TryParseExact(node.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        problems.Add(node, $"'{key}' is not a time of day; write it as \"08:00\"");
        return null;
    }

    static Holiday? ReadHoliday(YamlNode node, ProblemList problems)
    {
        var fields = YamlFields.Of(node, problems, "a holiday");
        var name = fields.Text("name", required: true)?.Text ?? "";
        var on = fields.Text("on");
        var easter = fields.Int("easter", -100, 200);
        var (from, until) = (fields.Int("from", 1900, 9999), fields.Int("until", 1900, 9999));
        fields.Done();
        if (easter is not null && on is null) return new Holiday(name, null, null, easter, from, until);
        // 29 February never comes in three years of four; no country keeps it.
        if (easter is null && on is not null && DateOnly.TryParseExact($"2001-{on.Text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new Holiday(name, date.Month, date.Day, null, from, until);
        problems.Add(node, "a holiday has either on: \"12-24\" (month-day) or easter: -2 (days from Easter Sunday)");
        return null;
    }

    public static IReadOnlyList<Agency> ReadAgencies(YamlNode root, IReadOnlyList<string> languages, ProblemList problems)
    {
        if (root is not YamlList list)
        {
            problems.Add(root, "agencies.yaml is a list of agencies, each with an id and a name");
            return [];
        }

        var agencies = new List<Agency>();
        foreach (var node in list.Items)
        {
            var fields = YamlFields.Of(node, problems, "an agency");
            var id = fields.Text("id", required: true);
            var agency = new Agency(id?.Text ?? "", fields.Localized("name", languages, required: true), fields.Link("url"), ReadContact(fields, languages, problems));
            fields.Done();
            if (id is not null && agencies.Any(a => a.Id == id.Text)) problems.Add(id, $"there is another agency '{id.Text}'");
            else agencies.Add(agency);
        }

        return agencies;
    }

    public static Contact? ReadContact(YamlFields owner, IReadOnlyList<string> languages, ProblemList problems)
    {
        if (owner.Optional("contact") is not { } node) return null;
        var fields = YamlFields.Of(node, problems, "'contact'");
        var contact = new Contact(fields.Text("phone", required: true)?.Text ?? "", fields.Localized("hours", languages));
        fields.Done();
        return contact;
    }

    public static IReadOnlyList<Theme> ReadThemes(YamlNode root, ProblemList problems)
    {
        if (root is not YamlList list)
        {
            problems.Add(root, "themes.yaml is a list of themes, each with an id and a title");
            return [];
        }

        var themes = new List<Theme>();
        foreach (var node in list.Items)
        {
            var fields = YamlFields.Of(node, problems, "a theme");
            themes.Add(new Theme(fields.Text("id", required: true)?.Text ?? "", fields.Localized("title", ["en"], required: true)));
            fields.Done();
        }

        return themes;
    }
}
