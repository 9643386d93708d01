using System.Text.Json.Nodes;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>
/// The JSON Schema (2020-12) of an event type, for registries to check what they send: it accepts what <see cref="EventReader"/> accepts.
/// What a schema cannot say: that a whole number is not written 1.0, that no key is there twice, how large and deep an event may be.
/// </summary>
public static class EventSchema
{
    // Control characters may stand in no attribute, NUL in no text.
    const string Attribute = @"^[^\u0000-\u001F\u007F-\u009F]+$";
    const string ExtensionText = @"^[^\u0000-\u001F\u007F-\u009F]*$";
    const string Text = @"^[^\u0000]*$";
    const string JsonMediaType = @"^ *([Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]/[Jj][Ss][Oo][Nn]|[^;\u0000-\u001F\u007F-\u009F]*\+[Jj][Ss][Oo][Nn]) *(;[^\u0000-\u001F\u007F-\u009F]*)?$";

    // `format` alone is only an annotation, so the pattern says which days there are, leap years included.
    const string Day = "(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
        + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";

    const string Time = "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?([Zz]|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)";

    public static JsonObject Of(EventType type) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = type.Name,
        ["description"] = "A CloudEvents 1.0 event in structured JSON.",
        ["type"] = "object",
        ["required"] = new JsonArray("specversion", "id", "source", "type", "data"),
        ["properties"] = new JsonObject
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["id"] = Pattern(Attribute),
            ["source"] = With(Pattern(Attribute), "format", "uri-reference"),
            ["type"] = new JsonObject { ["const"] = type.Name },
            ["subject"] = OrNull(With(Pattern(Attribute), "description", "Whom the event is about: the person id.")),
            ["time"] = OrNull(Ref("timestamp")),
            ["datacontenttype"] = OrNull(Pattern(JsonMediaType)),
            ["dataschema"] = OrNull(Pattern(Attribute)),
            ["data"] = Record(type.Data, type.IgnoresUnknownFields),
        },
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[a-z0-9]+$" },
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null"), ["pattern"] = ExtensionText },
        ["$defs"] = new JsonObject
        {
            ["text"] = Pattern(Text),
            ["date"] = With(Pattern($"^({Day})$"), "format", "date"),
            ["timestamp"] = With(Pattern($"^({Day}){Time}$"), "format", "date-time"),
        },
    };

    static JsonObject Record(RecordShape shape, bool ignoresUnknownFields)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields)
        {
            var schema = Of(field.Shape, ignoresUnknownFields);
            // Registries write null for "not known".
            properties[field.Name] = field.Required ? schema : OrNull(schema);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. shape.Fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)]),
            ["properties"] = properties,
            ["additionalProperties"] = ignoresUnknownFields,
        };
    }

    static JsonObject Of(FieldShape shape, bool ignoresUnknownFields) => shape.Kind switch
    {
        FieldKind.Record => Record(shape.Record!, ignoresUnknownFields),
        FieldKind.List => new JsonObject { ["type"] = "array", ["items"] = Of(shape.Element!, ignoresUnknownFields) },
        FieldKind.Bool => new JsonObject { ["type"] = "boolean" },
        FieldKind.Int => new JsonObject { ["type"] = "integer", ["minimum"] = long.MinValue, ["maximum"] = long.MaxValue },
        FieldKind.Double => new JsonObject { ["type"] = "number", ["minimum"] = double.MinValue, ["maximum"] = double.MaxValue },
        FieldKind.Date => Ref("date"),
        FieldKind.Timestamp => Ref("timestamp"),
        FieldKind.String => Ref("text"),
        _ => throw new System.Diagnostics.UnreachableException($"There is no field kind {shape.Kind}."),
    };

    static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    // Every other keyword says something of one type only, so null passes them.
    static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is not { } type) return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        return schema;
    }

    static JsonObject With(JsonObject schema, string keyword, string value)
    {
        schema[keyword] = value;
        return schema;
    }
}
