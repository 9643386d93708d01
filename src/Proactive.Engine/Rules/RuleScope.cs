using System.Runtime.CompilerServices;
using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>What the expressions of a rule may read of one event type, as types when the book is loaded and as values when an event is evaluated.</summary>
sealed class RuleScope
{
    static readonly CelRecordType EventFields = new("event",
    [
        new("id", CelType.String), new("source", CelType.String), new("type", CelType.String),
        new("subject", CelType.String, Required: false), new("time", CelType.Timestamp, Required: false),
    ]);

    static readonly CelRecordType CitizenFields = new("citizen",
    [
        new("id", CelType.String), new("birthDate", CelType.Date, Required: false), new("municipality", CelType.String, Required: false),
    ]);

    // One object a type: an expression that is given a record of the very type it was compiled for need not compare the fields.
    static readonly ConditionalWeakTable<EventType, RuleScope> Known = [];

    readonly CelRecordType[] _reminders;

    RuleScope(EventType type)
    {
        CelField[] lifeEvent = [new("event", CelType.Record(EventFields)), new("data", CelType.Record(type.Data.Type))];
        CelField[] step = [.. lifeEvent, new("effective", CelType.Date), new("citizen", CelType.Record(CitizenFields))];
        var (opens, due) = (new CelField("opens", CelType.Date), new CelField("due", CelType.Date));
        Event = new("rule", lifeEvent);
        Step = new("rule", step);
        _reminders = [Step, new("rule", [.. step, opens]), new("rule", [.. step, due]), new("rule", [.. step, opens, due])];
        Municipality = CelFieldPath.Of(Step, "citizen.municipality");
    }

    /// <summary>The scopes of an event type.</summary>
    public static RuleScope Of(EventType type) => Known.GetValue(type, t => new RuleScope(t));

    /// <summary>For effective dates, recipients and originals: the event alone.</summary>
    public CelRecordType Event { get; }

    /// <summary>For conditions, openings and deadlines: the event, its legal date and the citizen.</summary>
    public CelRecordType Step { get; }

    /// <summary>Where the scope of a step has the citizen's municipality, which rollouts name.</summary>
    public CelFieldPath Municipality { get; }

    /// <summary>For reminders: also the dates which the step has.</summary>
    public CelRecordType Reminder(bool opens, bool due) => _reminders[(opens ? 1 : 0) + (due ? 2 : 0)];

    /// <summary>What expressions in the scope <see cref="Event"/> read.</summary>
    public CelRecord Values(LifeEvent lifeEvent) => new(Event, [EventValue(lifeEvent), CelValue.Of(lifeEvent.Data)]);

    /// <summary>What expressions in the scope <see cref="Step"/> read.</summary>
    public CelRecord Values(LifeEvent lifeEvent, DateOnly effective, Person person) =>
        new(Step, [EventValue(lifeEvent), CelValue.Of(lifeEvent.Data), CelValue.Of(effective), CitizenValue(person)]);

    /// <summary>What reminders read: the values of <see cref="Step"/> and the dates that <paramref name="scope"/> adds.</summary>
    public static CelRecord Values(CelRecordType scope, CelRecord step, DateOnly? opens, DateOnly? due)
    {
        var values = new CelValue[scope.Fields.Count];
        var next = 0;
        while (next < step.Type.Fields.Count) values[next] = step[next++];
        if (opens is { } opening) values[next++] = CelValue.Of(opening);
        if (due is { } deadline) values[next] = CelValue.Of(deadline);
        return new CelRecord(scope, values);
    }

    /// <summary>The values of a step's scope for an event that nobody sent.</summary>
    public static CelRecord Made(EventType type, string subject, CelValue data, DateOnly effective, CelValue citizen) => new(Of(type).Step,
    [
        CelValue.Of(new CelRecord(EventFields, [CelValue.Of("made-up"), CelValue.Of("urn:made-up"), CelValue.Of(type.Name), CelValue.Of(subject), default])),
        data, CelValue.Of(effective), citizen,
    ]);

    public static CelValue CitizenValue(Person person) => CelValue.Of(new CelRecord(CitizenFields,
    [
        CelValue.Of(person.Id),
        person.BirthDate is { } birthDate ? CelValue.Of(birthDate) : default,
        person.Municipality is { } municipality ? CelValue.Of(municipality) : default,
    ]));

    static CelValue EventValue(LifeEvent lifeEvent) => CelValue.Of(new CelRecord(EventFields,
    [
        CelValue.Of(lifeEvent.Id), CelValue.Of(lifeEvent.Source), CelValue.Of(lifeEvent.Type.Name),
        lifeEvent.Subject is { } subject ? CelValue.Of(subject) : default,
        lifeEvent.Time is { } time ? CelValue.Of(time) : default,
    ]));
}
