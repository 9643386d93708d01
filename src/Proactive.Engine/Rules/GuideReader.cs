using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>Reads a <c>life-event.yaml</c>: the guide's words and the events it listens to.</summary>
sealed class GuideReader(RuleBookParts parts, ProblemList problems)
{
    static readonly string[] Roles = ["starts", "continues", "evidence", "corrects", "annuls"];

    /// <summary>Declares the event types of the file that have <c>data</c>, so that other life events may listen to them too.</summary>
    public void DeclareEventTypes(YamlNode root)
    {
        if (root is not YamlMap { } map || map["events"] is not YamlMap events) return;
        foreach (var (name, node) in events.Entries)
        {
            if (node is not YamlMap declaration || declaration["data"] is not { } data) continue;
            var ignores = declaration["unknownFields"] is YamlScalar { Text: "ignore" };
            var type = EventTypeReader.Read(name.Text, data, ignores, problems);
            if (!parts.EventTypes.TryAdd(name.Text, type) && !parts.EventTypes[name.Text].Data.Type.Equals(type.Data.Type))
                problems.Add(data, $"'{name.Text}' is declared with other fields in another life event; declare data once and leave it out here");
        }
    }

    public Guide? Read(string id, YamlNode root)
    {
        var country = parts.CountryOf(id);
        var fields = YamlFields.Of(root, problems, "a life event");
        var theme = ReadTheme(fields);
        var languages = country?.Languages ?? [];
        var title = fields.Localized("title", languages, required: true);
        var intro = fields.Localized("intro", languages, required: true);
        var calendar = ReadCalendar(fields, country);
        var channels = ReadChannels(fields);
        var mandatory = fields.Flag("mandatory") ?? true;
        var minAge = fields.Int("minAge", 0, 120) ?? 18;
        var discreet = fields.Flag("discreet") ?? false;
        var rollout = StepReader.ReadRollout(fields, problems) ?? Rollout.Everyone;
        var subscriptions = calendar is null ? [] : ReadEvents(fields, calendar);
        fields.Done();
        return theme is null || calendar is null ? null
            : new Guide(id, theme, calendar, title, intro, channels, mandatory, minAge, discreet, rollout, subscriptions, []);
    }

    Theme? ReadTheme(YamlFields fields)
    {
        if (fields.Text("theme", required: true) is not { } node) return null;
        if (parts.Themes.TryGetValue(node.Text, out var theme)) return theme;
        var meant = Closest.To(node.Text, parts.Themes.Keys);
        problems.Add(node, $"there is no theme '{node.Text}' in themes.yaml{(meant is null ? "" : $"; was '{meant}' meant?")}");
        return null;
    }

    Country? ReadCalendar(YamlFields fields, Country? own)
    {
        if (fields.Text("calendar") is not { } node) return own;
        if (parts.Countries.TryGetValue(node.Text, out var country)) return country;
        problems.Add(node, $"there is no country '{node.Text}'; its holidays would stand in rules/{node.Text}/country.yaml");
        return null;
    }

    List<string> ReadChannels(YamlFields fields)
    {
        var channels = fields.Texts("channels");
        foreach (var channel in channels.Where(c => !ChannelName.All.Contains(c.Text)))
            problems.Add(channel, $"'{channel.Text}' is not a channel; use {string.Join(", ", ChannelName.All)}");
        if (channels.Count == 0) problems.Add(fields.Map, "'channels' is missing: list them in order of preference, e.g. [email, letter]");
        return [.. channels.Select(c => c.Text)];
    }

    List<Subscription> ReadEvents(YamlFields fields, Country country)
    {
        if (fields.Required("events") is not { } node) return [];
        if (node is not YamlMap map)
        {
            problems.Add(node, "'events' names the event types this life event listens to");
            return [];
        }

        var subscriptions = map.Entries.Select(e => ReadSubscription(e.Key, e.Value, country)).OfType<Subscription>().ToList();
        if (subscriptions.All(s => s.Role != EventRole.Starts)) problems.Add(node, "no event starts this life event; give one the role 'starts'");
        return subscriptions;
    }

    Subscription? ReadSubscription(YamlScalar name, YamlNode node, Country country)
    {
        var fields = YamlFields.Of(node, problems, $"'{name.Text}'");
        var roleName = fields.OneOf("role", Roles, required: true);
        _ = fields.Optional("data");
        _ = fields.OneOf("unknownFields", ["ignore", "reject"]);
        var settle = fields.Span("settle") ?? TimeSpan.Zero;
        var tooOld = fields.Span("tooOldAfter") ?? TimeSpan.FromDays(90);
        var (effective, of, recipients) = (fields.Text("effective"), fields.Text("of"), fields.Optional("recipients"));
        fields.Done();
        if (!parts.EventTypes.TryGetValue(name.Text, out var type))
        {
            problems.Add(name, $"'{name.Text}' has no 'data' here or in any other life event, so its fields are not known");
            return null;
        }

        if (roleName is null) return null;
        var role = Enum.Parse<EventRole>(roleName, ignoreCase: true);
        if (effective is null && role is (EventRole.Starts or EventRole.Continues or EventRole.Corrects)) problems.Add(fields.Map, "'effective' is missing: the legal date, e.g. data.movedOn");
        if (of is null && role is (EventRole.Corrects or EventRole.Annuls)) problems.Add(fields.Map, "'of' is missing: the id of the event it is about, e.g. data.eventId");

        var scope = RuleScope.Of(type).Event;
        var expressions = new ExpressionReader(ExpressionReader.EnvironmentOf(country), problems);
        return new Subscription(type, role, expressions.Read(effective, scope, CelType.Date), expressions.Read(of, scope, CelType.String),
            ReadRecipients(recipients, scope, expressions), settle, tooOld);
    }

    List<CompiledExpression> ReadRecipients(YamlNode? node, CelRecordType scope, ExpressionReader expressions)
    {
        var found = node switch
        {
            null => [expressions.Read(Subject, scope, CelType.String)],
            YamlList list => list.Items.Select(i => expressions.Read(i as YamlScalar, scope, CelType.String)).ToList(),
            YamlScalar scalar => [expressions.Read(scalar, scope, CelType.List(CelType.String))],
            _ => [],
        };
        if (found.Count == 0) problems.Add(node!, "'recipients' lists person ids, e.g. [event.subject]");
        return [.. found.OfType<CompiledExpression>()];
    }

    static YamlScalar Subject { get; } = new(new YamlSource("", "event.subject"), 1, 1, "event.subject", isPlain: true, isBlock: false);
}
