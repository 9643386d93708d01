using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>What the expressions of a rule may read, as types when the book is loaded and as values when an event is evaluated.</summary>
static class RuleScope
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

    /// <summary>For effective dates, recipients and originals: the event alone.</summary>
    public static CelRecordType OfEvent(EventType type) => Scope(type);

    /// <summary>For conditions, openings and deadlines: the event, its legal date and the citizen.</summary>
    public static CelRecordType OfStep(EventType type) => Scope(type, new CelField("effective", CelType.Date), Citizen);

    /// <summary>For reminders: also the dates which the step has.</summary>
    public static CelRecordType OfReminder(EventType type, bool opens, bool due) => Scope(type,
    [
        new("effective", CelType.Date), Citizen,
        .. opens ? new CelField[] { new("opens", CelType.Date) } : [],
        .. due ? new CelField[] { new("due", CelType.Date) } : [],
    ]);

    static CelField Citizen => new("citizen", CelType.Record(CitizenFields));

    static CelRecordType Scope(EventType type, params IEnumerable<CelField> more) =>
        new("rule", [new("event", CelType.Record(EventFields)), new("data", CelType.Record(type.Data.Type)), .. more]);

    public static CelRecord Values(CelRecordType scope, LifeEvent lifeEvent, params IEnumerable<CelValue> more) =>
        new(scope, [EventValue(lifeEvent), CelValue.Of(lifeEvent.Data), .. more]);

    /// <summary>The values of a step's scope for an event that nobody sent.</summary>
    public static CelRecord Made(EventType type, string subject, CelValue data, DateOnly effective, CelValue citizen) => new(OfStep(type),
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
