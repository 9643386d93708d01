using Proactive.Cel;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>The personal data that one rule reads, and why.</summary>
/// <param name="Step">Null: the life event itself, which reads whom the event concerns and from when.</param>
/// <param name="Fields">Dotted paths, sorted; a legal date stands as the fields it is taken from.</param>
public sealed record DataUse(Guide Guide, StepRule? Step, IReadOnlyList<string> Fields)
{
    public LocalizedText Purpose => Step?.Title ?? Guide.Title;
}

/// <summary>The fields an event type declares and no rule reads.</summary>
public sealed record UnreadData(EventType Type, IReadOnlyList<string> Fields);

/// <summary>Which personal data the rules read and for what (GDPR art. 30), and what is sent though nobody reads it (art. 5(1)(c)). Read off the compiled expressions.</summary>
public static class PersonalData
{
    public static IReadOnlyList<DataUse> UsesOf(RuleBook book) =>
    [
        .. from guide in book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal)
           from step in guide.Steps.Prepend(null)
           let fields = step is null ? ReadsOf(guide) : ReadsOf(guide, step)
           select new DataUse(guide, step, Sorted(fields.Where(IsPersonal))),
    ];

    public static IReadOnlyList<UnreadData> UnreadOf(RuleBook book) =>
    [
        .. from type in book.EventTypes.Values.OrderBy(t => t.Name, StringComparer.Ordinal)
           let reads = Narrowed(ReadsOf(book, type).ToHashSet(), type)
           let unread = FieldsOf("data", type.Data).Where(f => !reads.Any(r => Covers(r, f))).ToList()
           where unread.Count > 0
           select new UnreadData(type, Sorted(unread)),
    ];

    // The age below which nobody is written to is asked of every recipient.
    static IEnumerable<string> ReadsOf(Guide guide) =>
        guide.Subscriptions.SelectMany(ReadsOf).Concat(guide.MinAge > 0 ? ["citizen.birthDate"] : []);

    static IEnumerable<string> ReadsOf(Guide guide, StepRule step) =>
        guide.Subscriptions.SelectMany(s => ReadsOf(step, s)).Concat(step.Rollout.Municipalities.Count > 0 ? ["citizen.municipality"] : []);

    static IEnumerable<string> ReadsOf(RuleBook book, EventType type) =>
        from guide in book.Guides
        from subscription in guide.Subscriptions
        where subscription.Type.Name == type.Name
        from field in ReadsOf(subscription).Concat(guide.Steps.SelectMany(s => ReadsOf(s, subscription)))
        select field;

    static IEnumerable<string> ReadsOf(Subscription subscription) =>
        Reads([subscription.Effective, subscription.Of, .. subscription.Recipients]);

    static IEnumerable<string> ReadsOf(StepRule step, Subscription subscription)
    {
        if (!step.Expressions.TryGetValue(subscription.Type.Name, out var rule)) return [];
        var reads = Reads([rule.When, rule.Opens, rule.Due, .. rule.Remind]).ToList();
        return reads.Contains("effective") ? reads.Concat(Reads([subscription.Effective])) : reads;
    }

    static IEnumerable<string> Reads(IEnumerable<CompiledExpression?> expressions) => expressions.SelectMany(e => e?.Reads ?? []);

    // What the rule worked out itself, and an event's own id, say nothing of a person.
    static bool IsPersonal(string path) => path is "data" or "event" or "event.subject" or "citizen" || path.StartsWith("data.", StringComparison.Ordinal) || path.StartsWith("citizen.", StringComparison.Ordinal);

    // Reading a whole record may use anything in it. A list that is also read field by field is only counted, or asked for, as a whole.
    static HashSet<string> Narrowed(HashSet<string> reads, EventType type)
    {
        reads.RemoveWhere(r => ListsOf("data", FieldShape.Of(type.Data)).Contains(r) && reads.Any(below => below != r && Covers(r, below)));
        return reads;
    }

    static bool Covers(string read, string field) => read == field || field.StartsWith($"{read}.", StringComparison.Ordinal);

    static IEnumerable<string> ListsOf(string path, FieldShape shape) => shape switch
    {
        { Record: { } record } => record.Fields.SelectMany(f => ListsOf($"{path}.{f.Name}", f.Shape)),
        { Element: { } element } => ListsOf(path, element).Prepend(path),
        _ => [],
    };

    static IEnumerable<string> FieldsOf(string path, RecordShape record) => record.Fields.SelectMany(f => FieldsOf($"{path}.{f.Name}", f.Shape));

    static IEnumerable<string> FieldsOf(string path, FieldShape shape) => shape switch
    {
        { Record: { } record } => FieldsOf(path, record),
        { Element: { } element } => FieldsOf(path, element),
        _ => [path],
    };

    static List<string> Sorted(IEnumerable<string> fields) => [.. fields.Distinct().Order(StringComparer.Ordinal)];
}
