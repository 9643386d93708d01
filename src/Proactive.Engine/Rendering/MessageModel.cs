using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>Everything a template may say: the fields by type, and their values, made safe for what is written.</summary>
/// <param name="isMarkdown">False: for plain text, where every character means itself.</param>
sealed class MessageModel(Telling telling, IReadOnlyList<PartList> lists, string locale, Words words, DateOnly today, bool isMarkdown)
{
    /// <summary>The model's type; templates are compiled against it.</summary>
    public static CelRecordType Type { get; }

    static readonly CelRecordType StepType;
    static readonly CelRecordType AfterType = new("after", [Text("title"), Flag("isFirst"), Flag("isLast")]);
    static readonly CelRecordType MovedType = new("moved", [Text("title"), Flag("hasFrom"), Text("from"), Flag("hasTo"), Text("to")]);
    static readonly CelRecordType GuideType = new("guide", [Text("title"), Text("intro")]);
    static readonly CelRecordType PersonType = new("citizen", [Text("name"), Flag("hasName")]);
    static readonly CelRecordType PartType;

    static MessageModel()
    {
        StepType = new CelRecordType("step",
        [
            Int("number"), Flag("hasDue"), Text("due"), Flag("overdue"), Int("daysLeft"),
            Flag("isLater"), Flag("hasOpens"), Text("opens"), Flag("hasAfter"), List("after", AfterType), .. StepWords.Fields,
        ]);
        CelField[] steps =
        [
            List("steps", StepType), List("now", StepType), Flag("hasNow"), List("later", StepType), Flag("hasLater"), List("automatic", StepType), Flag("hasAutomatic"),
            Int("count"),
        ];
        PartType = new CelRecordType("part",
        [
            Text("kind"), Flag("continued"), Record("guide", GuideType), Flag("optional"), Flag("isFirst"), Flag("isLast"), Text("heading"),
            Flag("hasChanges"), Texts("added"), List("moved", MovedType), Texts("gone"), .. steps,
        ]);
        Type = new CelRecordType("message",
        [
            Text("kind"), Text("channel"), Flag("continued"), Flag("hasDeadline"), Text("firstDue"), Int("agencyCount"), Texts("agencies"),
            Record("guide", GuideType), Record("citizen", PersonType), Flag("isGuardian"), Record("subject", PersonType), Text("reference"),
            Flag("optional"), Flag("hasUnsubscribe"), Text("unsubscribe"), Flag("hasGuideLink"), Text("guideLink"), List("parts", PartType), Int("partCount"), .. steps,
        ]);
    }

    public CelRecord Record()
    {
        var parts = lists.Select(PartOf).ToList();
        var (first, several) = (lists[0].Part, lists.Count > 1);
        var (deadline, agencies) = Summary();
        return new CelRecord(Type,
        [
            Safe(several ? "several" : KindOf(first)), CelValue.Of(telling.Channel), CelValue.Of(first.Journey.Continued), CelValue.Of(deadline is not null),
            Safe(deadline is { } day ? words.ShortDate(day) : ""), CelValue.Of(agencies.Count), List(agencies.Select(Safe)),
            parts[0].Get("guide"), PersonOf(telling.Reader.Name), CelValue.Of(telling.Reader.Id != telling.Subject.Id), PersonOf(telling.Subject.Name),
            Safe(first.Notice.Reference), CelValue.Of(lists.Any(l => !l.Part.Guide.Mandatory)),
            CelValue.Of(telling.Unsubscribe is not null), Safe(telling.Unsubscribe?.AbsoluteUri ?? ""),
            CelValue.Of(telling.Guide is not null), Safe(telling.Guide?.AbsoluteUri ?? ""), List(parts.Select(p => CelValue.Of(p))), CelValue.Of(parts.Count),
            .. several ? Joined(parts) : StepsOf(parts[0]),
        ]);
    }

    // For the heading: the first deadline that can still be kept (each step says itself if its own is past), and the agencies unless they are nobody's business.
    (DateOnly? Deadline, List<string> Agencies) Summary()
    {
        DateOnly? deadline = null;
        var agencies = new List<string>();
        foreach (var list in lists)
        {
            foreach (var step in list.ToDo)
            {
                if (step.Told.Due is { } due && due >= today && !(due >= deadline)) deadline = due;
                if (!agencies.Contains(step.Told.Agency)) agencies.Add(step.Told.Agency);
            }
        }

        return (deadline, lists.Any(l => l.Part.Guide.Discreet) ? [] : agencies);
    }

    CelRecord PartOf(PartList list)
    {
        var changes = ChangeList.Of(list, locale);
        var (now, later, automatic) = (list.Now.Select(StepOf).ToList(), list.Later.Select(StepOf).ToList(), list.Automatic.Select(StepOf).ToList());
        return new CelRecord(PartType,
        [
            Safe(KindOf(list.Part)), CelValue.Of(list.Part.Journey.Continued), GuideOf(list.Part.Guide), CelValue.Of(!list.Part.Guide.Mandatory),
            CelValue.Of(ReferenceEquals(list, lists[0])), CelValue.Of(ReferenceEquals(list, lists[^1])), CelValue.Of(lists.Count > 1 ? "###" : "##"),
            CelValue.Of(changes.Any), List(changes.Added.Select(Safe)), List(changes.Moved.Select(MovedOf)), List(changes.Gone.Select(Safe)),
            CelValue.Of([.. now, .. later]), CelValue.Of(now), CelValue.Of(now.Count > 0), CelValue.Of(later), CelValue.Of(later.Count > 0),
            CelValue.Of(automatic), CelValue.Of(automatic.Count > 0), CelValue.Of(list.Count),
        ]);
    }

    // Their place is the same in a part and in the whole: at the end.
    static CelValue[] StepsOf(CelRecord part) => [.. Enumerable.Range(PartType.IndexOf("steps"), 8).Select(i => part[i])];

    static CelValue[] Joined(List<CelRecord> parts)
    {
        var (now, later, automatic) = (All("now"), All("later"), All("automatic"));
        return
        [
            CelValue.Of(All("steps")), CelValue.Of(now), CelValue.Of(now.Count > 0), CelValue.Of(later), CelValue.Of(later.Count > 0),
            CelValue.Of(automatic), CelValue.Of(automatic.Count > 0), CelValue.Of(now.Count + later.Count),
        ];

        List<CelValue> All(string name) => [.. parts.SelectMany(p => p.Get(name).AsList)];
    }

    CelValue StepOf(ListedStep step)
    {
        var (due, after) = (step.Told.Due, step.After);
        return CelValue.Of(new CelRecord(StepType,
        [
            CelValue.Of(step.Number), CelValue.Of(due is not null), Day(due), CelValue.Of(due < today), CelValue.Of(due is { } last ? last.DayNumber - today.DayNumber : 0),
            CelValue.Of(step.NotBefore is not null || after.Count > 0), CelValue.Of(step.NotBefore is not null), Day(step.NotBefore),
            CelValue.Of(after.Count > 0), List(after.Select((first, i) => AfterOf(first, i == 0, i == after.Count - 1))),
            .. isMarkdown ? step.Words.Markdown : step.Words.Plain,
        ]));
    }

    CelValue AfterOf(StepWords first, bool isFirst, bool isLast) =>
        CelValue.Of(new CelRecord(AfterType, [Safe(first.Told.Title), CelValue.Of(isFirst), CelValue.Of(isLast)]));

    CelValue MovedOf(MovedDeadline moved) => CelValue.Of(new CelRecord(MovedType,
        [Safe(moved.Title), CelValue.Of(moved.From is not null), Day(moved.From), CelValue.Of(moved.To is not null), Day(moved.To)]));

    CelValue GuideOf(Guide guide) => CelValue.Of(new CelRecord(GuideType, [Safe(Clean(guide.Title)), Safe(Clean(guide.Intro))]));

    CelValue PersonOf(string? name) => CelValue.Of(new CelRecord(PersonType, [Safe(Escape.Clean(name ?? "")), CelValue.Of(!string.IsNullOrWhiteSpace(name))]));

    static string KindOf(Part part) => part.Notice.Kind.ToString().ToLowerInvariant();

    string Clean(LocalizedText text) => Escape.Clean(text.In(locale));

    CelValue Day(DateOnly? date) => Safe(date is { } day ? words.Date(day) : "");

    // The value is clean already.
    CelValue Safe(string value) => CelValue.Of(isMarkdown ? Escape.CleanMarkdown(value) : value);

    static CelValue List(IEnumerable<CelValue> values) => CelValue.Of(values.ToList());

    static CelField Text(string name) => new(name, CelType.String);

    static CelField Int(string name) => new(name, CelType.Int);

    static CelField Flag(string name) => new(name, CelType.Bool);

    static CelField Texts(string name) => new(name, CelType.List(CelType.String));

    static CelField Record(string name, CelRecordType type) => new(name, CelType.Record(type));

    static CelField List(string name, CelRecordType element) => new(name, CelType.List(CelType.Record(element)));
}
