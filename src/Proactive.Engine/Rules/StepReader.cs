using Proactive.Cel;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>Reads an agency's file of a life event: the steps it contributes.</summary>
sealed class StepReader(RuleBookParts parts, Guide guide, ProblemList problems)
{
    readonly ExpressionReader _expressions = new(ExpressionReader.EnvironmentOf(guide.Country), problems);
    readonly IReadOnlyList<string> _languages = guide.Country.Languages;

    // A step that names no events comes into being from these, so its expressions must hold for each of them.
    readonly List<EventType> _startingTypes = [.. guide.Subscriptions.Where(s => s.Role is EventRole.Starts or EventRole.Corrects).Select(s => s.Type)];
    readonly List<EventType> _planningTypes = [.. guide.Subscriptions.Where(s => s.Role is EventRole.Starts or EventRole.Corrects or EventRole.Continues).Select(s => s.Type)];

    /// <summary>The file's steps, each with the node it was read from.</summary>
    public IReadOnlyList<(YamlNode Node, StepRule Step)> Read(YamlNode root)
    {
        var fields = YamlFields.Of(root, problems, "an agency's file");
        var agency = ReadAgency(fields);
        var nodes = fields.List("steps");
        if (nodes.Count == 0) problems.Add(fields.Map, "'steps' is missing: list what the citizen has to do");
        fields.Done();
        return agency is null ? [] : [.. nodes.Select(n => (n, ReadStep(agency, n)))];
    }

    Agency? ReadAgency(YamlFields fields)
    {
        if (fields.Text("agency", required: true) is not { } node) return null;
        if (parts.Agencies.TryGetValue(node.Text, out var agency)) return agency;
        var meant = Closest.To(node.Text, parts.Agencies.Keys);
        problems.Add(node, $"there is no agency '{node.Text}' in agencies.yaml{(meant is null ? "" : $"; was '{meant}' meant?")}");
        return null;
    }

    StepRule ReadStep(Agency agency, YamlNode node)
    {
        var fields = YamlFields.Of(node, problems, "a step");
        var id = fields.Text("id", required: true)?.Text ?? "";
        var when = fields.Text("when");
        var (from, to) = ReadValid(fields);
        var step = new StepRule(id, agency,
            fields.Localized("title", _languages, required: true),
            fields.Localized("text", _languages),
            fields.Localized("why", _languages, required: when is not null),
            fields.Localized("dueText", _languages),
            fields.Flag("automatic") ?? false,
            ReadEvidence(fields),
            [.. fields.Texts("after").Select(a => a.Text)],
            ReadAction(fields),
            [.. fields.List("bring").Select(b => YamlFields.Localized(b, _languages, problems, "bring"))],
            CountryReader.ReadContact(fields, _languages, problems) ?? agency.Contact,
            ReadLegal(fields),
            from, to, ReadRollout(fields, problems) ?? guide.Rollout,
            ReadExpressions(fields, when, ReadTypes(fields)));
        fields.Done();
        return step;
    }

    // The events from which the step comes into being.
    List<EventType> ReadTypes(YamlFields fields)
    {
        var named = fields.Texts("events");
        var unknown = named.Where(n => _planningTypes.All(t => t.Name != n.Text)).ToList();
        foreach (var type in unknown)
        {
            var meant = Closest.To(type.Text, _planningTypes.Select(t => t.Name));
            problems.Add(type, $"'{type.Text}' is not an event that starts, continues or corrects {guide.Id}{(meant is null ? "" : $"; was '{meant}' meant?")}");
        }

        return named.Count == 0 ? _startingTypes : [.. _planningTypes.Where(t => named.Any(n => n.Text == t.Name))];
    }

    Dictionary<string, StepExpressions> ReadExpressions(YamlFields fields, YamlScalar? when, List<EventType> types)
    {
        var (opens, due, remind) = (fields.Text("opens"), fields.Text("due"), fields.Texts("remind"));
        if (due is null && remind.Count > 0 && remind.Any(r => r.Text.Contains("due", StringComparison.Ordinal)))
        {
            problems.Add(remind[0], "'remind' reads 'due', but the step has none");
            remind = [];
        }

        return types.ToDictionary(type => type.Name, type =>
        {
            var scope = RuleScope.Of(type).Step;
            var reminderScope = RuleScope.Of(type).Reminder(opens is not null, due is not null);
            // A problem in a single-event life event needs no mention of the event.
            var context = types.Count > 1 ? $"read against {type.Name}" : null;
            return new StepExpressions(
                _expressions.Read(when, scope, CelType.Bool, context),
                _expressions.Read(opens, scope, CelType.Date, context),
                _expressions.Read(due, scope, CelType.Date, context),
                [.. remind.Select(r => _expressions.Read(r, reminderScope, CelType.Date, context)).OfType<CompiledExpression>()],
                reminderScope);
        });
    }

    List<string> ReadEvidence(YamlFields fields)
    {
        var evidence = fields.Texts("evidence");
        var declared = guide.Subscriptions.Where(s => s.Role == EventRole.Evidence).Select(s => s.Type.Name).ToList();
        foreach (var type in evidence.Where(e => !declared.Contains(e.Text)))
        {
            var meant = Closest.To(type.Text, declared);
            problems.Add(type, $"'{type.Text}' is not an evidence event of {guide.Id}/life-event.yaml{(meant is null ? "" : $"; was '{meant}' meant?")}");
        }

        return [.. evidence.Select(e => e.Text)];
    }

    StepAction? ReadAction(YamlFields step)
    {
        if (step.Optional("action") is not { } node) return null;
        var fields = YamlFields.Of(node, problems, "'action'");
        var (url, label) = (fields.Link("url", required: true), fields.Localized("label", _languages, required: true));
        fields.Done();
        return url is null ? null : new StepAction(url, label);
    }

    LegalBasis ReadLegal(YamlFields step)
    {
        if (step.Required("legal") is not { } node) return new LegalBasis("", new Uri("about:blank"), default, LegalStatus.Review);
        var fields = YamlFields.Of(node, problems, "'legal'");
        var legal = new LegalBasis(
            fields.Text("basis", required: true)?.Text ?? "",
            fields.Link("source", required: true) ?? new Uri("about:blank"),
            fields.Date("checked", required: true) ?? default,
            Enum.Parse<LegalStatus>(fields.OneOf("status", ["verified", "secondary", "review"], required: true) ?? "review", ignoreCase: true));
        fields.Done();
        return legal;
    }

    (DateOnly? From, DateOnly? To) ReadValid(YamlFields step)
    {
        if (step.Optional("valid") is not { } node) return (null, null);
        var fields = YamlFields.Of(node, problems, "'valid'");
        var (from, to) = (fields.Date("from"), fields.Date("to"));
        fields.Done();
        if (from > to) problems.Add(node, "'from' is after 'to', so the step is never valid");
        return (from, to);
    }

    /// <summary>For whom: <c>rollout: { percent: 10, municipalities: ["0751"] }</c>; null if nothing is said.</summary>
    public static Rollout? ReadRollout(YamlFields owner, ProblemList problems)
    {
        if (owner.Optional("rollout") is not { } node) return null;
        var fields = YamlFields.Of(node, problems, "'rollout'");
        var rollout = new Rollout(fields.Int("percent", 0, 100) ?? 100, [.. fields.Texts("municipalities").Select(m => m.Text)]);
        fields.Done();
        return rollout;
    }
}
