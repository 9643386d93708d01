using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Tests.Order;

/// <summary>One event that a registry might send.</summary>
public sealed record MadeEvent(string Id, string Type, string Subject, string? Time, string Data)
{
    public string Json => $$"""{"specversion":"1.0","id":"{{Id}}","source":"urn:test","type":"{{Type}}","subject":"{{Subject}}"{{(Time is null ? "" : $",\"time\":\"{Time}\"")}},"data":{{Data}}}""";

    public byte[] Bytes => Encoding.UTF8.GetBytes(Json);
}

/// <summary>Makes the events that registries might send about two people to one guide: starts, corrections and annulments of them or of each other, continuations, evidence, and the same facts under new ids.</summary>
sealed class MadeEvents(Guide guide, Random random, bool? timed)
{
    public static readonly DateOnly Today = new(2026, 11, 9);

    static readonly string[] Persons = ["p-1", "p-2"];
    static readonly string[] Words = ["0461", "0751", "employed", "unemployed", "spouse", "child"];

    readonly List<MadeEvent> _made = [];

    // Some registries say when they recorded what, some do not.
    readonly int _timed = timed switch { null => random.Next(3), false => 0, true => 2 };

    public IReadOnlyList<MadeEvent> Make()
    {
        for (var count = random.Next(2, 9); _made.Count < count;)
        {
            var roles = new[] { EventRole.Starts, EventRole.Starts, EventRole.Continues, EventRole.Corrects, EventRole.Corrects, EventRole.Annuls, EventRole.Evidence, EventRole.Evidence };
            if (_made.Count > 0 && random.Next(5) == 0) SendAgain();
            else Add(roles[random.Next(roles.Length)]);
        }

        return _made;
    }

    void Add(EventRole role)
    {
        var subscriptions = guide.Subscriptions.Where(s => s.Role == role).ToList();
        if (subscriptions.Count == 0) return;
        var type = subscriptions[random.Next(subscriptions.Count)].Type;
        var subject = Persons[random.Next(4) / 3];
        _made.Add(new MadeEvent(Id(subject), type.Name, subject, Time(), Record(type.Data, subject).ToJsonString()));
    }

    void SendAgain()
    {
        var again = _made[random.Next(_made.Count)];
        _made.Add(again with { Id = Id(again.Subject), Time = Time() });
    }

    // What is said of one event concerns the same person.
    string Id(string subject, int ahead = 0) => $"{subject}-e{_made.Count(m => m.Subject == subject) + ahead}";

    string? Time() => _timed == 0 || (_timed == 1 && random.Next(2) == 0) ? null
        : Today.AddDays(-random.Next(4)).ToString("yyyy-MM-dd'T08:00:00Z'", CultureInfo.InvariantCulture);

    JsonObject Record(RecordShape shape, string subject)
    {
        var record = new JsonObject();
        foreach (var field in shape.Fields.Where(f => f.Required || random.Next(2) == 0)) record[field.Name] = Value(field.Name, field.Shape, subject);
        return record;
    }

    JsonNode Value(string name, FieldShape shape, string subject) => shape.Kind switch
    {
        // Of an event that is known, that is still to come, or that never comes.
        FieldKind.String when name == "eventId" => Id(subject, random.Next(-6, 3)),
        FieldKind.String when name == "id" => subject,
        FieldKind.String => Words[random.Next(Words.Length)],
        FieldKind.Int => random.Next(3) * 12,
        FieldKind.Double => random.Next(3) * 0.5,
        FieldKind.Bool => random.Next(2) == 0,
        FieldKind.Date => Today.AddDays(new[] { -120, -30, -5, -2, 0, 10, 60 }[random.Next(7)]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Timestamp => "2026-11-08T08:00:00Z",
        FieldKind.List => new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => shape.Element!.Kind == FieldKind.String ? (JsonNode)subject : Value(name, shape.Element, subject))]),
        FieldKind.Record => Record(shape.Record!, subject),
        _ => throw new System.Diagnostics.UnreachableException($"There is no kind {shape.Kind}."),
    };
}
