using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Citizens;

/// <summary>Everything kept about one person as JSON that people can read and programs can take over (GDPR art. 15 and 20).</summary>
static class CitizenExport
{
    // What records work out from themselves is not kept, so it is not exported.
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Write(CitizenRecord record, DateTimeOffset at)
    {
        var file = record.Citizen.File;
        var export = new JsonObject
        {
            ["about"] = "Everything that Proactive keeps about one person",
            ["exportedAt"] = at,
            ["citizenKey"] = file.Key.Value,
            ["person"] = Node(record.Citizen.Person),
            ["journeys"] = Node(file.Journeys),
            ["notices"] = List(file.Notices, n => With(n, "reference", n.Reference)),
            ["attempts"] = Node(file.Attempts),
            ["saidNoTo"] = Node(file.OptOuts),
            ["addressesInDoubt"] = Node(file.Doubts),
            ["ticked"] = Node(file.Ticks),
            ["chosen"] = Node(file.Choices),
            ["answers"] = Node(file.Answers),
            ["objections"] = Node(file.Objections),
            ["links"] = Node(file.Links),
            ["eventsTakenIn"] = Node(file.Events),
            ["deliveryLog"] = List(record.Log, line => Without(line, "citizen")),
            ["eventsNotAccepted"] = List(record.Rejected, r => With(r, "payload", Encoding.UTF8.GetString(r.Payload.Span))),
        };
        return export.ToJsonString(Readable);
    }

    static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Readable);

    static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) => [.. items.Select(write)];

    static JsonObject With<T>(T item, string name, string value)
    {
        var json = Node(item)!.AsObject();
        json[name] = value;
        return json;
    }

    static JsonObject Without(LogEntry line, string name)
    {
        var json = Node(line)!.AsObject();
        json.Remove(name);
        return json;
    }
}
