using System.Text.Json;
using System.Text.RegularExpressions;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Writes an event that a test gives in YAML as the JSON a registry would send.</summary>
static partial class YamlToJson
{
    public static byte[] Event(string id, string source, string type, string subject, YamlNode? data, RecordShape? shape)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", source);
            json.WriteString("type", type);
            json.WriteString("subject", subject);
            json.WritePropertyName("data");
            if (data is null) json.WriteNullValue();
            else Write(json, data, shape is null ? null : FieldShape.Of(shape));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    static void Write(Utf8JsonWriter json, YamlNode node, FieldShape? shape)
    {
        switch (node)
        {
            case YamlMap map:
                json.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    json.WritePropertyName(key.Text);
                    Write(json, value, shape?.Record?.Fields.FirstOrDefault(f => f.Name == key.Text)?.Shape);
                }

                json.WriteEndObject();
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item, shape?.Element);
                json.WriteEndArray();
                break;
            case YamlScalar scalar:
                WriteScalar(json, scalar, shape?.Kind);
                break;
        }
    }

    // Declared text stays text, so that a municipality 101 needs no quotes; anything else unquoted is what JSON would make of it.
    static void WriteScalar(Utf8JsonWriter json, YamlScalar scalar, FieldKind? kind)
    {
        if (scalar.IsEmpty) json.WriteNullValue();
        else if (scalar.IsPlain && kind != FieldKind.String && (scalar.Text is "true" or "false" || Number().IsMatch(scalar.Text))) json.WriteRawValue(scalar.Text);
        else json.WriteStringValue(scalar.Text);
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Number();
}
