using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Proactive.Testing.Cosmos;

/// <summary>Writes a document as the service keeps it: with its own properties, and every number as a double.</summary>
static class DocumentWriter
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JsonElement draft, string rid, string etag, long seconds)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            foreach (var property in draft.EnumerateObject().Where(p => p.Name is not ("_rid" or "_self" or "_etag" or "_attachments" or "_ts")))
            {
                writer.WritePropertyName(property.Name);
                Copy(writer, property.Value);
            }

            writer.WriteString("_rid", rid);
            writer.WriteString("_self", string.Create(CultureInfo.InvariantCulture, $"docs/{rid}/"));
            writer.WriteString("_etag", etag);
            writer.WriteString("_attachments", "attachments/");
            writer.WriteNumber("_ts", seconds);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    static void Copy(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Copy(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Copy(writer, item);
                writer.WriteEndArray();
                break;
            // What a double cannot hold is lost, as it is in the service.
            case JsonValueKind.Number when !value.TryGetInt64(out var whole) || Math.Abs((double)whole) > 1L << 53:
                var number = value.GetDouble();
                if (double.IsInteger(number) && Math.Abs(number) < 1e21) writer.WriteRawValue(new BigInteger(number).ToString(CultureInfo.InvariantCulture));
                else writer.WriteNumberValue(number);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
