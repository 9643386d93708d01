using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Everything a template may say of one notice: the fields by type, and their values, already escaped.</summary>
static class NoticeModel
{
    static readonly CelRecordType StepType = new("step",
    [
        Int("number"), Text("title"), Text("text"), Text("why"), Flag("hasWhy"), Flag("hasDue"), Text("due"), Flag("hasDueText"), Text("dueText"),
        Flag("overdue"), Int("daysLeft"), Text("agency"), Flag("hasAction"), Text("url"), Text("label"), Flag("hasBring"), Texts("bring"),
        Flag("hasPhone"), Text("phone"), Flag("hasHours"), Text("hours"), Text("basis"), Text("source"),
    ]);

    static readonly CelRecordType GuideType = new("guide", [Text("title"), Text("intro")]);
    static readonly CelRecordType CitizenType = new("citizen", [Text("name"), Flag("hasName")]);

    /// <summary>The model's type; templates are compiled against it.</summary>
    public static CelRecordType Type { get; } = new("notice",
    [
        Text("kind"), Flag("continued"), Int("count"), Flag("hasDeadline"), Text("firstDue"), Int("agencyCount"), Texts("agencies"),
        new("guide", CelType.Record(GuideType)), new("citizen", CelType.Record(CitizenType)), Text("reference"),
        new("steps", CelType.List(CelType.Record(StepType))), new("automatic", CelType.List(CelType.Record(StepType))), Flag("hasAutomatic"),
    ]);

    public static CelRecord Of(Notice notice, Journey journey, Guide guide, Person person, string locale, Words words, DateOnly today)
    {
        var told = journey.Steps.Where(s => notice.Steps.Contains(s.Id)).ToList();
        var todo = told.Where(s => !s.Automatic && s.State.IsOpen()).ToList();
        var automatic = told.Where(s => s.Automatic && s.State.IsOpen()).ToList();
        // The heading names a deadline that can still be kept; each step says itself if its own is past.
        var deadlines = todo.Select(s => s.Due).OfType<DateOnly>().Where(d => d >= today).Order().ToList();
        var rules = todo.Concat(automatic).ToDictionary(s => s.Id, s => guide.Step(s.Id, journey.Effective)
            ?? throw new TemplateException(guide.Id, $"the rule book has no step '{s.Id}' that was valid on {journey.Effective:yyyy-MM-dd}"));
        // Templates name the agencies in the heading; each step names its own in any case.
        var agencies = guide.Discreet ? [] : todo.Select(s => rules[s.Id].Agency.Name.In(locale)).Distinct().ToList();
        return new CelRecord(Type,
        [
            CelValue.Of(notice.Kind.ToString().ToLowerInvariant()), CelValue.Of(journey.Continued), CelValue.Of(todo.Count), CelValue.Of(deadlines.Count > 0),
            Safe(deadlines.Count > 0 ? words.ShortDate(deadlines[0]) : ""), CelValue.Of(agencies.Count), List(agencies.Select(Safe)),
            CelValue.Of(new CelRecord(GuideType, [Safe(guide.Title.In(locale)), Safe(guide.Intro.In(locale))])),
            CelValue.Of(new CelRecord(CitizenType, [Safe(person.Name ?? ""), CelValue.Of(!string.IsNullOrWhiteSpace(person.Name))])),
            Safe(notice.Reference),
            List(todo.Select((s, i) => StepOf(s, rules[s.Id], i + 1, locale, words, today))),
            List(automatic.Select((s, i) => StepOf(s, rules[s.Id], i + 1, locale, words, today))),
            CelValue.Of(automatic.Count > 0),
        ]);
    }

    static CelValue StepOf(Step step, StepRule rule, int number, string locale, Words words, DateOnly today)
    {
        string why = rule.Why.In(locale), dueText = rule.DueText.In(locale), hours = rule.Contact?.Hours.In(locale) ?? "";
        return CelValue.Of(new CelRecord(StepType,
        [
            CelValue.Of(number), Safe(rule.Title.In(locale)), Safe(rule.Text.In(locale)), Safe(why), CelValue.Of(why.Length > 0),
            CelValue.Of(step.Due is not null), Safe(step.Due is { } due ? words.Date(due) : ""), CelValue.Of(dueText.Length > 0), Safe(dueText),
            CelValue.Of(step.Due < today), CelValue.Of(step.Due is { } last ? last.DayNumber - today.DayNumber : 0), Safe(rule.Agency.Name.In(locale)),
            CelValue.Of(rule.Action is not null), Safe(rule.Action?.Url.AbsoluteUri ?? ""), Safe(rule.Action?.Label.In(locale) ?? ""),
            CelValue.Of(rule.Bring.Count > 0), List(rule.Bring.Select(b => Safe(b.In(locale)))),
            CelValue.Of(rule.Contact is not null), Safe(rule.Contact?.Phone ?? ""), CelValue.Of(hours.Length > 0), Safe(hours),
            Safe(rule.Legal.Basis), Safe(rule.Legal.Source.AbsoluteUri),
        ]));
    }

    static CelValue Safe(string value) => CelValue.Of(Escape.Markdown(value));

    static CelValue List(IEnumerable<CelValue> values) => CelValue.Of(values.ToList());

    static CelField Text(string name) => new(name, CelType.String);

    static CelField Int(string name) => new(name, CelType.Int);

    static CelField Flag(string name) => new(name, CelType.Bool);

    static CelField Texts(string name) => new(name, CelType.List(CelType.String));
}
